"""The answer of a command: lines for people or JSON for programs, problems, and the exit code."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from io import TextIOWrapper
from typing import Any

from app.evidence.names import display_name


@dataclass(frozen=True, slots=True)
class Answer:
    """`lines` and `data` say the same; each of `problems` is a line of its own on standard error."""

    lines: tuple[str, ...]
    data: Mapping[str, Any]
    problems: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        return 1 if self.problems else 0


def give(answer: Answer, *, as_json: bool) -> int:
    """Write the answer and return the exit code. Raises BrokenPipeError when nobody reads it any more."""
    if as_json:
        sys.stdout.write(json.dumps(answer.data, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.writelines(f"{plain(line)}\n" for line in answer.lines)
    sys.stdout.flush()
    for problem in answer.problems:
        complain(problem)
    return answer.exit_code


def complain(problem: str) -> None:
    """One plain line on standard error."""
    sys.stderr.write(f"{plain(problem)}\n")


def plain(text: str) -> str:
    """Text as one line in which nothing deceives: control characters of a file name are spelt out."""
    return display_name(" ".join(text.split()))


def write_any_letter() -> None:
    """Let both streams write what their encoding lacks, spelt out, instead of failing on it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
