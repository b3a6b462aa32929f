"""The findings that wait for a response, and who can own an action, as they stand in the workspace now."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.exchange.document import ActionLine, AskedFinding
from app.findings import facts
from app.findings.facts import Facts
from app.findings.reads import FindingRow, finding_rows
from app.numbers import in_order
from app.programme.people import PersonRow, people
from app.reporting.labels import SEVERITIES, label
from app.unit_of_work import ReadUnit
from app.words import Words
from models.finding import Action, Finding, FindingState, FindingType, Response
from models.transitions import NONCONFORMITY

MAY_BE_ANSWERED = frozenset(
    step.start for step in NONCONFORMITY if step.end is FindingState.RESPONSE_SUBMITTED
)
Labels = Mapping[str, str]
"""Names that tell people apart, by their ids."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A finding with its criteria, and the response of the running round as far as it is written."""

    row: FindingRow
    facts: Facts

    @property
    def finding(self) -> Finding:
        return self.facts.finding

    @property
    def response(self) -> Response | None:
        return self.facts.response

    @property
    def actions(self) -> tuple[Action, ...]:
        """The actions that stand; cancelled ones are left out."""
        return tuple(action for action in self.facts.actions if not action.cancelled_reason)

    @property
    def waits(self) -> bool:
        """Whether a response to it can be written now."""
        return self.finding.type is FindingType.NONCONFORMITY and self.finding.state in MAY_BE_ANSWERED


def waiting(unit: ReadUnit, audit_id: str, owner_id: str | None = None) -> tuple[Asked, ...]:
    """The nonconformities of an audit that wait for a response, by number; of one owner if given."""
    query = select(Finding.id).where(
        Finding.audit_id == audit_id,
        Finding.type == FindingType.NONCONFORMITY,
        Finding.state.in_(MAY_BE_ANSWERED),
    )
    if owner_id is not None:
        query = query.where(Finding.owner_id == owner_id)
    ids = unit.session.scalars(query.order_by(*in_order(Finding.number))).all()
    return tuple(read(unit, ids).values())


def read(unit: ReadUnit, ids: Sequence[str]) -> dict[str, Asked]:
    """Findings by id, in the order of `ids`; those that are gone are left out."""
    rows = {row.id: row for row in finding_rows(unit, ids)}
    found = unit.session.scalars(select(Finding).where(Finding.id.in_(rows))).all()
    loaded = facts.load(unit.session, found)
    return {finding_id: Asked(row, loaded[finding_id]) for finding_id, row in rows.items()}


def owner_labels(unit: ReadUnit, organization_id: str, owners: Iterable[str | None]) -> dict[str, str]:
    """Who can be chosen: the people of the organisation, and those who own an action already.

    Nobody else: the workbook leaves the laptop, and it must not tell one client of the people of another.
    """
    kept = set(owners)
    chosen = [one for one in people(unit) if one.organization_id == organization_id or one.id in kept]
    return _told_apart([one for one in chosen if one.destroyed_on is None])


def _told_apart(chosen: Sequence[PersonRow]) -> dict[str, str]:
    labels: dict[str, str] = {}
    names = Counter(one.name for one in chosen)
    taken: Counter[str] = Counter()
    for one in chosen:
        more = one.role or one.department or one.email
        text = f"{one.name} · {more}" if names[one.name] > 1 and more else one.name
        taken[text] += 1
        labels[one.id] = text if taken[text] == 1 else f"{text} ({taken[text]})"
    return labels


def asked_finding(
    asked: Asked, labels: Labels, words: Words, lines: Sequence[ActionLine] | None = None
) -> AskedFinding:
    """A finding as its rows say it; `lines` are its actions, those that stand unless they are given."""
    finding, response, row = asked.finding, asked.response, asked.row
    primary = asked.facts.primary
    version = f" {primary.version}" if primary and primary.version and not primary.requirement_id else ""
    return AskedFinding(
        id=finding.id,
        number=finding.number,
        title=row.title,
        grade=row.label or label(words, SEVERITIES, row.severity.value),
        criterion=f"{row.criterion}{version}",
        requirement=finding.requirement_text,
        evidence=finding.evidence_text,
        statement=finding.statement,
        correct_by=finding.correction_due_on,
        respond_by=finding.response_due_on,
        round=finding.response_round,
        correction=response.correction if response else "",
        extent=response.extent if response else "",
        cause=response.cause if response else "",
        comment=response.comment if response else "",
        actions=tuple(action_lines(asked, labels) if lines is None else lines),
    )


def action_lines(asked: Asked, labels: Labels) -> tuple[ActionLine, ...]:
    """The actions that stand, as rows."""
    return tuple(
        ActionLine(action.id, action.what, labels.get(action.owner_id or "", ""), action.due_on)
        for action in asked.actions
    )


def earliest(dates: Iterable[date | None]) -> date | None:
    """The first of the dates that are known."""
    return min((one for one in dates if one is not None), default=None)
