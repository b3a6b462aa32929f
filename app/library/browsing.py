"""A pack as a list to look through: headings, requirements and their questions, found as one types."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.library.pack_data import (
    Depth,
    HeadingData,
    PackData,
    QuestionData,
    RequirementData,
    by_requirement,
    in_tree_order,
)

# No framework is this deep; a list that somebody made to do harm may be.
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A row: exactly one of the three is set. `parents` are the ids of the rows above, the nearest last."""

    id: str
    parents: tuple[str, ...]
    words: str
    theme: str
    heading: HeadingData | None = None
    requirement: RequirementData | None = None
    question: QuestionData | None = None


def lines_of(pack: PackData) -> tuple[Line, ...]:
    """Every row of a pack, in the order of its tree."""
    return tuple(_lines(pack))


def _lines(pack: PackData) -> Iterator[Line]:
    asked = by_requirement(pack.questions)
    above: dict[str, tuple[str, ...]] = {}
    for one in in_tree_order(pack):
        parents = (*above[one.parent], one.parent)[-_DEEPEST:] if one.parent in above else ()
        above[one.reference] = parents
        if isinstance(one, HeadingData):
            yield Line(one.reference, parents, _words(one.reference, one.title), "", heading=one)
            continue
        words = _words(one.reference, one.title, one.text, one.process, one.documented_information)
        yield Line(one.reference, parents, words, one.theme, requirement=one)
        for question in asked.get(one.reference, ()):
            own = (*parents, one.reference)
            yield Line(f"q:{question.code}", own, _question_words(question), one.theme, question=question)


def _question_words(one: QuestionData) -> str:
    texts = (one.code, one.primary, one.question, one.why, one.sampling, one.interviewee)
    lists = (one.look_for, one.evidence, one.red_flags, one.follow_up)
    return _words(*texts, *(entry for entries in lists for entry in entries))


def _words(*texts: str) -> str:
    return " ".join(texts).casefold()


def found(
    lines: Sequence[Line], text: str = "", theme: str = "", depth: Depth | None = None
) -> tuple[Line, ...]:
    """The lines with all words of `text`, of a theme and a depth where given, and what stands above them."""
    fitting = [line for line in lines if _is_of(line, theme, depth)] if theme or depth else list(lines)
    # One word after the other over what is left: letters are typed fast, and lines are many.
    for word in text.casefold().split():
        fitting = [line for line in fitting if word in line.words]
    if len(fitting) == len(lines):
        return tuple(lines)
    wanted = {line.id for line in fitting}.union(*(line.parents for line in fitting))
    return tuple(line for line in lines if line.id in wanted)


def _is_of(line: Line, theme: str, depth: Depth | None) -> bool:
    if theme and line.theme != theme:
        return False
    return depth is None or (line.question is not None and line.question.depth is depth)
