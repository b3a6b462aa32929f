"""What is wrong with the files of a pack: by file, line and field, so that it can be mended in an editor."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.errors import UserError
from app.words import N_, Message

_IN_FIELD = N_("{file}, line {line}, {field}: {reason}")
_IN_LINE = N_("{file}, line {line}: {reason}")
_IN_FILE = N_("{file}: {reason}")


@dataclass(frozen=True, slots=True)
class PackProblem:
    """One fault; `line` counts from 1 and is 0 where the file as a whole is meant."""

    file: str
    line: int
    field: str
    reason: Message

    @property
    def message(self) -> Message:
        text = _IN_FIELD if self.field and self.line else _IN_LINE if self.line else _IN_FILE
        return Message(
            text, {"file": self.file, "line": self.line, "field": self.field, "reason": self.reason}
        )


class PackError(UserError):
    """A pack that cannot be used; `problems` names every fault that was found."""

    def __init__(self, folder: str, problems: Sequence[PackProblem]) -> None:
        count = len(problems)
        super().__init__(
            N_("The framework in {folder} has a fault: {first}")
            if count == 1
            else N_("The framework in {folder} has {count} faults, the first: {first}"),
            todo=N_("Mend the file, or install Assay again if you did not change it."),
            folder=folder,
            count=count,
            first=problems[0].message,
        )
        self.problems = tuple(problems)
