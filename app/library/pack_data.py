"""A framework pack in memory: what it is, its requirements in a tree, its questions."""

from dataclasses import dataclass, field, replace

from models.framework import Depth, Place, RequirementKind

__all__ = [
    "Depth",
    "HeadingData",
    "PackData",
    "Place",
    "QuestionData",
    "RequirementData",
    "RequirementKind",
]


@dataclass(frozen=True, slots=True)
class HeadingData:
    """A branch of the tree that is not audited by itself, such as clause 4.

    `position` is its place among headings and requirements together, also in RequirementData.
    """

    reference: str
    kind: RequirementKind
    title: str
    parent: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class RequirementData:
    """A requirement as the pack names it.

    `parent` is the reference above it in the tree, or empty; `text` its wording, where the licence allows.
    """

    reference: str
    kind: RequirementKind
    title: str
    theme: str = ""
    documented_information: str = ""
    parent: str = ""
    process: str = ""
    text: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class QuestionData:
    """A question of the bank with everything an auditor needs beside it (section 9)."""

    code: str
    primary: str
    question: str
    why: str = ""
    look_for: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    sampling: str = ""
    interviewee: str = ""
    methods: tuple[str, ...] = ()
    red_flags: tuple[str, ...] = ()
    follow_up: tuple[str, ...] = ()
    cross: tuple[str, ...] = ()
    minutes: int = 8
    stages: tuple[str, ...] = ()
    depth: Depth = Depth.CORE
    place: Place = Place.EITHER


@dataclass(frozen=True, slots=True)
class PackData:
    """A pack as it lies on the disk. `language` is that of its titles and questions, an ISO 639 code."""

    key: str
    version: str
    title: str
    source: str
    licence: str
    attribution: str
    sha256: str
    requirements: tuple[RequirementData, ...] = field(repr=False)
    questions: tuple[QuestionData, ...] = field(repr=False)
    headings: tuple[HeadingData, ...] = field(default=(), repr=False)
    retrieved: str = ""
    modified: str = ""
    language: str = "en"


def in_tree_order(pack: PackData) -> list[HeadingData | RequirementData]:
    """Headings and requirements as the pack lists them."""
    return sorted((*pack.headings, *pack.requirements), key=_position)


def _position(one: HeadingData | RequirementData) -> int:
    return one.position


def by_requirement(questions: tuple[QuestionData, ...]) -> dict[str, list[QuestionData]]:
    """The questions of each requirement, in the order of the pack."""
    found: dict[str, list[QuestionData]] = {}
    for question in questions:
        found.setdefault(question.primary, []).append(question)
    return found


def opening_questions(pack: PackData) -> PackData:
    """The pack with one question for each requirement: its first core one, or the first where none is core.

    That is what a new audit begins with; the others are proposed, or asked for in the room.
    """
    openings = {
        reference: next((one for one in questions if one.depth is Depth.CORE), questions[0])
        for reference, questions in by_requirement(pack.questions).items()
    }
    chosen = tuple(question for question in pack.questions if openings[question.primary] is question)
    return replace(pack, questions=chosen)
