"""A pack in figures: how much it asks for, and how well its questions cover that."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from app.library.lint import Remark, remarks
from app.library.pack_data import Depth, PackData, RequirementData, by_requirement


@dataclass(frozen=True, slots=True)
class Spread:
    """Questions for each requirement of a kind: the fewest, the middle one, and the sum."""

    requirements: int
    minimum: int
    median: float
    questions: int


@dataclass(frozen=True, slots=True)
class Figures:
    """`kinds` and `themes` count requirements; `spreads` is by kind."""

    kinds: Mapping[str, int]
    themes: Mapping[str, int]
    spreads: Mapping[str, Spread]
    questions: int
    core: int
    documented_information: int
    remarks: tuple[Remark, ...]


def figures(pack: PackData) -> Figures:
    """The figures of a pack, with everything its lint finds."""
    counts = {reference: len(asked) for reference, asked in by_requirement(pack.questions).items()}
    kinds = Counter(one.kind.value for one in pack.requirements)
    return Figures(
        kinds=kinds,
        themes=Counter(one.theme for one in pack.requirements if one.theme),
        spreads={kind: _spread(kind, pack.requirements, counts) for kind in kinds},
        questions=len(pack.questions),
        core=sum(question.depth is Depth.CORE for question in pack.questions),
        documented_information=sum(bool(one.documented_information) for one in pack.requirements),
        remarks=remarks(pack),
    )


def _spread(kind: str, requirements: tuple[RequirementData, ...], counts: Mapping[str, int]) -> Spread:
    asked = [counts.get(one.reference, 0) for one in requirements if one.kind.value == kind]
    return Spread(len(asked), min(asked), median(asked), sum(asked))
