"""The sentences that a report writes by itself. Templates are message ids; `*` marks what is set in bold."""

from dataclasses import dataclass

from app.reporting import labels
from app.reporting.document import FindingCounts, ReportDocument, ResultCounts
from app.reporting.finding_card import FindingCard
from app.reporting.parts import Readiness
from app.words import N_, NN_, Message, Words, named

SAMPLING = N_(
    "This audit examined samples of the information available at the time. Weaknesses may exist that the "
    "samples did not reveal; the absence of a finding is not proof of conformity. Conclusions apply to the "
    "stated scope, period and samples only."
)
CONFIDENTIALITY = N_(
    "This report is classified {classification} and intended for the recipients listed. Pass it on only with "
    "the approval of the audit client, unless the law requires disclosure."
)
INTELLECTUAL_PROPERTY = N_(
    "The report belongs to {organisation}. Standards are cited by number and short title; their text belongs "
    "to their publishers. This audit is not affiliated with or endorsed by ISO."
)
RECEIPT = N_(
    "A signature for receipt confirms that the report was handed over. It is not agreement with its content."
)
NONE_IDENTIFIED = N_("None identified.")
NOT_STATED = N_("Not stated.")


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a sentence; `strong` ones are set in bold."""

    text: str
    strong: bool = False


def report_name(document: ReportDocument, words: Words) -> str:
    """Internal audit IA-2026-03."""
    kind = labels.label(words, labels.AUDIT_TYPES, document.cover.audit_type)
    return f"{kind} {document.cover.number}"


def conclusion(document: ReportDocument, words: Words) -> tuple[Part, ...]:
    """The two answers of 9.2.1 (R-8) in two sentences."""
    counts = document.finding_counts()
    said = document.conclusion
    conformity = _marked(
        words.text(_CONFORMITY.get(said.conformity, _CONFORMITY["not_concluded"])),
        criteria=said.criteria or words.text(N_("the audit criteria")),
        nonconformities=nonconformities(counts, words),
    )
    exceptions = said.effectiveness_except or words.text(N_("what the findings name"))
    template = _EFFECTIVENESS.get(said.effectiveness, _EFFECTIVENESS["not_concluded"])
    return (*conformity, Part(" "), *_marked(words.text(template), exceptions=exceptions))


def readiness(document: ReportDocument, words: Words) -> str:
    """The readiness indicator with its reasons (domain 7.5, R-34)."""
    return readiness_sentence(document.summary.readiness, words)


def readiness_sentence(found: Readiness, words: Words) -> str:
    """The indicator in a sentence, the same in report and window."""
    if found.state == "not_ready":
        state = words.plural(
            "not ready while {numbers} is open",
            "not ready while {numbers} are open",
            len(found.open_majors),
            numbers=_few_of(found.open_majors, words) or words.text(N_("a major nonconformity")),
        )
    elif found.state == "ready_once_plans_accepted":
        state = words.text(
            N_("ready once the action plans for {numbers} are accepted"),
            numbers=_few_of(found.minors_without_plan, words) or words.text(N_("the minor nonconformities")),
        )
    else:
        state = words.text(
            N_("ready; no {major} is open and no {minor} lacks an accepted plan"),
            major=labels.called(words, labels.GRADES, "major"),
            minor=labels.called(words, labels.GRADES, "minor"),
        )
    if found.ungraded:
        text = N_(
            "Readiness indicator: {state}. Not graded yet: {numbers}. An indicator for management, not a "
            "certification decision."
        )
        return words.text(text, state=state, numbers=_few_of(found.ungraded, words))
    return words.text(
        N_("Readiness indicator: {state}. An indicator for management, not a certification decision."),
        state=state,
    )


def nonconformities(counts: FindingCounts, words: Words) -> str:
    """1 major and 3 minor nonconformities. The figures beside it say the zeros (R-42).

    With the programme's own names: 1 × Cat 1 and 3 × Cat 2.
    """
    if {"major", "minor"} & words.own.keys():
        return _nonconformities_by_name(counts, words)
    said = [
        words.text(text, n=n)
        for n, text in (
            (counts.major, N_("{n} major")),
            (counts.minor, N_("{n} minor")),
            (counts.ungraded, N_("{n} ungraded")),
        )
        if n
    ]
    if not said:
        return words.text(N_("no nonconformity"))
    return words.plural(
        "{grades} nonconformity",
        "{grades} nonconformities",
        counts.nonconformities,
        grades=joined(tuple(said), words),
    )


def _nonconformities_by_name(counts: FindingCounts, words: Words) -> str:
    found = (("major", counts.major), ("minor", counts.minor), ("ungraded", counts.ungraded))
    said = tuple(
        words.text(N_("{n} × {name}"), n=n, name=labels.called(words, labels.SEVERITIES, code))
        for code, n in found
        if n
    )
    return joined(said, words) or words.text(N_("no nonconformity"))


def other_counts(counts: FindingCounts, words: Words) -> str:
    """What the large figures leave out, zeros included."""
    return " · ".join(
        [
            labels.counted(words, "strength", counts.strength, NN_("{n} strength", "{n} strengths")),
            labels.counted(
                words, "observation", counts.observation, NN_("{n} observation", "{n} observations")
            ),
            words.text(N_("{n} withdrawn"), n=counts.withdrawn),
            words.text(N_("{n} merged"), n=counts.merged),
        ]
    )


def result_line(counts: ResultCounts, words: Words) -> str:
    """29 conform, 1 nonconforming; what is zero in a group is left to the table in section 4."""
    said = [
        (counts.conforming, NN_("{n} conforms", "{n} conform")),
        (counts.nonconforming, NN_("{n} nonconforming", "{n} nonconforming")),
        (counts.unable_to_verify, NN_("{n} unable to verify", "{n} unable to verify")),
    ]
    texts = [words.plural(*forms, n) for n, forms in said if n]
    return ", ".join(texts) or words.text(N_("none examined this time"))


def bare_conforming(document: ReportDocument, words: Words) -> str:
    """How many answers rest on neither note nor evidence (R-47)."""
    return words.plural(
        "{n} answer “conforms” rests on neither a note nor evidence.",
        "{n} answers “conforms” rest on neither a note nor evidence.",
        document.bare_conforming(),
    )


def why_this_grade(card: FindingCard, words: Words) -> str:
    """The grade's reason; where the auditor decided differently, that too (R-29)."""
    if not card.proposed_grade or card.proposed_grade == card.grade:
        return card.grade_reason
    differs = words.text(
        N_("The decision questions propose {proposed}; the lead auditor graded it {grade}: {reason}"),
        proposed=labels.called(words, labels.GRADES, card.proposed_grade),
        grade=labels.called(words, labels.GRADES, card.grade),
        reason=card.override_reason or words.text(NOT_STATED),
    )
    return f"{card.grade_reason}\n{differs}" if card.grade_reason else differs


def sampling(document: ReportDocument, words: Words) -> str:
    return document.statements.sampling or words.text(SAMPLING)


def confidentiality(document: ReportDocument, words: Words) -> str:
    classification = document.cover.classification or words.text(N_("not classified"))
    return document.statements.confidentiality or words.text(CONFIDENTIALITY, classification=classification)


def intellectual_property(document: ReportDocument, words: Words) -> str:
    return document.statements.intellectual_property or words.text(
        INTELLECTUAL_PROPERTY, organisation=document.cover.organisation
    )


def _few_of(numbers: tuple[str, ...], words: Words) -> str:
    """All of them, or the first ones and how many more: a sentence is no register."""
    told = named(numbers)
    return words.message(told) if isinstance(told, Message) else joined(numbers, words)


def joined(texts: tuple[str, ...], words: Words) -> str:
    """F-01, F-02 and F-04."""
    if len(texts) < 2:
        return "".join(texts)
    return words.text(N_("{several} and {last}"), several=", ".join(texts[:-1]), last=texts[-1])


_CONFORMITY = {
    "yes": N_("Within the scope and samples stated, the ISMS *conforms* to {criteria}."),
    "except": N_(
        "Within the scope and samples stated, the ISMS *conforms* to {criteria}, "
        "*except for {nonconformities}*."
    ),
    "no": N_(
        "Within the scope and samples stated, the ISMS *does not conform* to {criteria}: this audit found "
        "*{nonconformities}*."
    ),
    "not_concluded": N_("Whether the ISMS conforms to {criteria} *has not been concluded*."),
}
_EFFECTIVENESS = {
    "yes": N_("It is *effectively implemented and maintained*."),
    "except": N_("It is *effectively implemented and maintained*, except for {exceptions}."),
    "no": N_("It is *not effectively implemented and maintained*."),
    "not_concluded": N_("Whether it is effectively implemented and maintained *has not been concluded*."),
}


def _marked(template: str, **args: str) -> tuple[Part, ...]:
    """The template's stars first, its arguments after: a star in an argument stays a star."""
    return tuple(
        Part(piece.format(**args), strong=bool(number % 2))
        for number, piece in enumerate(template.split("*"))
        if piece
    )
