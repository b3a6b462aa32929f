"""What a critical reader marks in a question bank: too short, alike, closed, empty, leading nowhere."""

import enum
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.library import likeness
from app.library.pack_data import PackData, QuestionData
from app.resource_files import resource_path
from app.words import N_, Message

_TEXTS = ("question", "why", "sampling", "interviewee")
_LISTS = ("look_for", "evidence", "red_flags", "follow_up", "methods", "cross")
_PROSE = ("look_for", "evidence", "red_flags", "follow_up")


class Rule(enum.Enum):
    """The rules by their names on the command line."""

    EMPTY = "empty field"
    LENGTH = "length"
    CLOSED = "answered by yes or no"
    TITLE = "restates the title"
    ALIKE = "near-duplicate"
    FRAME = "shared frame"
    REFERENCE = "dangling reference"
    CORE = "no core question"


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding of the lint, by the id of the question or the reference of the requirement."""

    code: str
    rule: Rule
    message: Message


def remarks(pack: PackData) -> tuple[Remark, ...]:
    """Everything the lint finds in a pack; the rules on wording hold for languages whose words it knows."""
    limits = _limits()
    words = limits.get(pack.language)
    found = [remark for question in pack.questions for remark in _fields(question, limits)]
    found += _references(pack)
    found += _cores(pack)
    if words is not None:
        reader = likeness.Reader(frozenset(words["function_words"]))
        found += _closed(pack, frozenset(words["closed_openings"]))
        found += _titles(pack, reader, limits["overlap"]["title"])
        found += _alike(pack, reader, limits)
        found += _frames(pack, reader, limits["frame"])
    return tuple(found)


@cache
def _limits() -> Mapping[str, Any]:
    return tomllib.loads(resource_path("frameworks", "lint.toml").read_text("utf-8"))


def _fields(question: QuestionData, limits: Mapping[str, Any]) -> Iterator[Remark]:
    for name in _TEXTS:
        text = getattr(question, name)
        yield from _text(question.code, name, text, limits["length"][name])
    for name in _LISTS:
        entries, least = getattr(question, name), limits["count"][name]
        if len(entries) < least:
            text = N_("{field} has {count} entries, and should have {least} or more")
            yield Remark(
                question.code,
                Rule.EMPTY,
                Message(text, {"field": name, "count": len(entries), "least": least}),
            )
    for name in _PROSE:
        for entry in getattr(question, name):
            yield from _text(question.code, name, entry, limits["length"]["entry"])
    if not question.stages:
        yield Remark(question.code, Rule.EMPTY, Message(N_("{field} is empty"), {"field": "stages"}))


def _text(code: str, name: str, text: str, bounds: list[int]) -> Iterator[Remark]:
    shortest, longest = bounds
    if not text.strip():
        yield Remark(code, Rule.EMPTY, Message(N_("{field} is empty"), {"field": name}))
    elif not shortest <= len(text) <= longest:
        said = N_("{field} has {count} characters, and should have {shortest} to {longest}: {text}")
        args = {"field": name, "count": len(text), "shortest": shortest, "longest": longest, "text": text}
        yield Remark(code, Rule.LENGTH, Message(said, args))


def _references(pack: PackData) -> Iterator[Remark]:
    known = {requirement.reference for requirement in pack.requirements}
    for question in pack.questions:
        for reference in question.cross:
            if reference not in known or reference == question.primary or question.cross.count(reference) > 1:
                text = N_("the cross-reference to {reference} leads nowhere new")
                yield Remark(question.code, Rule.REFERENCE, Message(text, {"reference": reference}))


def _cores(pack: PackData) -> Iterator[Remark]:
    """Where a requirement has questions, one of them is the core one that a new audit begins with."""
    asked = {question.primary for question in pack.questions}
    core = {question.primary for question in pack.questions if question.depth.value == "core"}
    for reference in sorted(asked - core):
        yield Remark(reference, Rule.CORE, Message(N_("all its questions are deep ones")))


def _closed(pack: PackData, openings: frozenset[str]) -> Iterator[Remark]:
    for question in pack.questions:
        first = likeness.tokens(question.question)[:1]
        if first and first[0] in openings:
            text = N_("begins with “{word}”, and can be answered with yes or no")
            yield Remark(question.code, Rule.CLOSED, Message(text, {"word": first[0]}))


def _titles(pack: PackData, reader: likeness.Reader, share: float) -> Iterator[Remark]:
    titles = {one.reference: reader.content(one.title) for one in pack.requirements}
    for question in pack.questions:
        title, asked = titles.get(question.primary, frozenset()), reader.content(question.question)
        if len(title) > 2 and len(title & asked) / len(title) >= share:
            yield Remark(
                question.code,
                Rule.TITLE,
                Message(N_("the question repeats the title of {reference}"), {"reference": question.primary}),
            )


def _alike(pack: PackData, reader: likeness.Reader, limits: Mapping[str, Any]) -> Iterator[Remark]:
    questions = [(question.code, question.question) for question in pack.questions]
    yield from _pairs(
        questions, reader.alike, limits["overlap"]["question"], N_("asks much the same as {other}: {text}")
    )
    for name in _PROSE:
        entries = [(one.code, entry) for one in pack.questions for entry in getattr(one, name)]
        text = N_("has an entry much like one of {other}: {text}")
        yield from _pairs(entries, reader.alike, limits["overlap"]["entry"], text)


_Alike = Callable[[list[str], float], Iterator[tuple[int, int]]]


def _pairs(texts: list[tuple[str, str]], alike: _Alike, share: float, said: str) -> Iterator[Remark]:
    for one, other in alike([text for _code, text in texts], share):
        code, text = texts[other]
        yield Remark(code, Rule.ALIKE, Message(said, {"other": texts[one][0], "text": text}))


def _frames(pack: PackData, reader: likeness.Reader, frame: Mapping[str, int]) -> Iterator[Remark]:
    texts = [question.question for question in pack.questions]
    codes = [question.code for question in pack.questions]
    for opening, places in likeness.openings(texts, frame["opening_words"]).items():
        if len(places) > frame["opening_questions"]:
            text = N_("{count} questions begin with “{opening}”: {codes}")
            listed = ", ".join(codes[place] for place in places)
            yield Remark(
                codes[places[-1]],
                Rule.FRAME,
                Message(text, {"count": len(places), "opening": opening, "codes": listed}),
            )
    for run, one, other in likeness.shared_runs(texts, frame["run_words"]):
        text = N_("shares “{run}” with {other}")
        yield Remark(codes[other], Rule.FRAME, Message(text, {"run": run, "other": codes[one]}))
    for one, other in reader.same_frames(texts, frame["least_words"], frame["least_function_words"]):
        yield Remark(
            codes[other],
            Rule.FRAME,
            Message(N_("is built like {other} with words exchanged"), {"other": codes[one]}),
        )
