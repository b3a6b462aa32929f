"""How lists name evidence, requests and samples: how it was come by, what it is, what became of it."""

from app.evidence.custody import CustodyAction
from app.evidence.reads import EvidenceKind, EvidenceWeight
from app.evidence.requests import RequestState
from app.evidence.samples import Frequency, SampleMethod, SiteStage, UnitResult
from app.reporting import labels
from app.words import N_
from ui.terms import term
from ui.words import _

_WEIGHTS = {
    EvidenceWeight.SEEN_BY_AUDITOR: N_("seen by auditor"),
    EvidenceWeight.SYSTEM_EXTRACT: N_("system extract"),
    EvidenceWeight.SUPPLIED: N_("supplied"),
    EvidenceWeight.STATED: N_("stated"),
}
_CUSTODY = {
    CustodyAction.TAKEN: N_("Taken in"),
    CustodyAction.VIEWED_OUTSIDE: N_("Opened outside Assay"),
    CustodyAction.EXPORTED: N_("Copy exported"),
    CustodyAction.HANDED_OVER: N_("Handed over in a package"),
    CustodyAction.DERIVED: N_("Copy made from it"),
    CustodyAction.VERIFIED: N_("Hash verified"),
    CustodyAction.REMOVED: N_("Moved to the trash"),
    CustodyAction.RESTORED: N_("Restored from the trash"),
    CustodyAction.DESTROYED: N_("Destroyed"),
}
_REQUEST_STATES = {
    RequestState.OPEN: (N_("open"), "outline"),
    RequestState.OVERDUE: (N_("overdue"), "accent"),
    RequestState.RECEIVED: (N_("received"), "neutral"),
    RequestState.REFUSED: (N_("refused"), "neutral"),
}
_METHODS = {
    SampleMethod.JUDGEMENT: N_("judgement-based"),
    SampleMethod.STATISTICAL: N_("statistical"),
    SampleMethod.FREQUENCY: N_("by frequency"),
    SampleMethod.SITES: N_("sites"),
    SampleMethod.ALL: N_("all items"),
}
_FREQUENCIES = {
    Frequency.ANNUAL: N_("once a year"),
    Frequency.QUARTERLY: N_("every quarter"),
    Frequency.MONTHLY: N_("every month"),
    Frequency.WEEKLY: N_("every week"),
    Frequency.DAILY: N_("every day"),
    Frequency.MANY_PER_DAY: N_("many times a day"),
    Frequency.AUTOMATED: N_("by itself, as configured"),
    Frequency.AD_HOC: N_("when needed"),
}
_SITE_STAGES = {
    SiteStage.INITIAL: N_("the first audit"),
    SiteStage.SURVEILLANCE: N_("a surveillance audit"),
    SiteStage.RECERTIFICATION: N_("a recertification audit"),
}
_UNIT_RESULTS = {
    UnitResult.OPEN: ("", "neutral"),
    UnitResult.IN_ORDER: (N_("✓ in order"), "neutral"),
    UnitResult.EXCEPTION: (N_("✕ exception"), "accent"),
    UnitResult.REPLACED: (N_("replaced"), "outline"),
}


def weight_text(weight: EvidenceWeight) -> str:
    """How reliable it is, in a word or two (R-21)."""
    return _(_WEIGHTS[weight])


def weight_choices() -> list[tuple[object, str]]:
    return [(weight, _(text)) for weight, text in _WEIGHTS.items()]


def kind_text(kind: EvidenceKind) -> str:
    return term(labels.EVIDENCE_KINDS, kind)


def kind_choices() -> list[tuple[object, str]]:
    return [(kind, kind_text(kind)) for kind in EvidenceKind]


def custody_text(action: CustodyAction) -> str:
    """What happened to a piece of evidence."""
    return _(_CUSTODY[action])


def request_badge(state: RequestState) -> tuple[str, str]:
    """Word and tone of a request."""
    text, tone = _REQUEST_STATES[state]
    return _(text), tone


def method_text(method: SampleMethod) -> str:
    """How the items of a sample were chosen."""
    return _(_METHODS[method])


def method_choices() -> list[tuple[object, str]]:
    return [(method, _(text)) for method, text in _METHODS.items()]


def frequency_choices() -> list[tuple[object, str]]:
    return [(frequency, _(text)) for frequency, text in _FREQUENCIES.items()]


def site_stage_choices() -> list[tuple[object, str]]:
    return [(stage, _(text)) for stage, text in _SITE_STAGES.items()]


def unit_badge(result: UnitResult) -> tuple[str, str]:
    """Word and tone of what one item of a sample showed; no word while it is open."""
    text, tone = _UNIT_RESULTS[result]
    return _(text) if text else "", tone


def hash_groups(sha256: str) -> str:
    """A SHA-256 in groups of eight, so that two people can compare it aloud."""
    return " ".join(sha256[start : start + 8] for start in range(0, len(sha256), 8))
