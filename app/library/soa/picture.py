"""Everything that the window shows of one version of the Statement of Applicability."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.library.soa.check_facts import soa_facts
from app.library.soa.checks import Check, Remark, check_soa, unmade_checks
from app.library.soa.versions import Control, SoaAbout, SoaLine, controls, soa_about
from app.unit_of_work import ReadUnit


@dataclass(frozen=True, slots=True)
class SoaPicture:
    """A version, the controls of its framework in order, what it says of them, and what the checks find.

    `unmade` are the checks for which nothing is recorded to check against.
    """

    about: SoaAbout
    controls: tuple[Control, ...]
    lines: Mapping[str, SoaLine]
    remarks: tuple[Remark, ...]
    unmade: tuple[Check, ...]

    @property
    def remarked(self) -> Mapping[str, tuple[Remark, ...]]:
        """What the checks find, by reference of the control."""
        found: dict[str, list[Remark]] = {}
        for remark in self.remarks:
            for reference in remark.references:
                found.setdefault(reference, []).append(remark)
        return {reference: tuple(remarks) for reference, remarks in found.items()}

    @property
    def excluded(self) -> int:
        return sum(not line.applicable for line in self.lines.values())


def soa_picture(unit: ReadUnit, soa_version_id: str) -> SoaPicture | None:
    """A version as it is now; None when it is gone."""
    about, facts = soa_about(unit, soa_version_id), soa_facts(unit, soa_version_id)
    if about is None or facts is None:
        return None
    return SoaPicture(
        about, controls(unit, about.pack_id), facts.lines, check_soa(facts), unmade_checks(facts)
    )
