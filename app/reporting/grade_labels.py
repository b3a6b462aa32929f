"""What a programme calls grades and types of finding; what is stored, and every rule, stays as it is."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class GradeLabels:
    """The programme's own names, such as "Cat 1"; "" stands for the usual word."""

    major: str = ""
    minor: str = ""
    ofi: str = ""
    observation: str = ""
    strength: str = ""

    def name(self, code: str) -> str:
        """The name of a grade or type, "" for the usual word."""
        return str(getattr(self, code, "")).strip()

    def by_code(self) -> Mapping[str, str]:
        """The names that were given, by the code of the grade or type."""
        return {code: name.strip() for code, name in asdict(self).items() if name.strip()}
