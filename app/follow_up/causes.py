"""The way to a cause, in steps: whys that may branch, or causes under categories (section 7.6)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.edits import existing, set_fields
from app.errors import UserError
from app.follow_up.followed import evidence_called
from app.follow_up.responses import response_to_write
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from models.evidence import Evidence
from models.finding import CauseMethod, Finding, Response
from models.follow_up import CauseStep

__all__ = [
    "CATEGORIES",
    "STEPPED",
    "STEP_FIELDS",
    "CauseStepView",
    "add_step",
    "begin_categories",
    "cause_steps",
    "chains",
    "edit_step",
    "remove_step",
]

STEP_FIELDS = frozenset({"text", "shown_by", "evidence_id"})
STEPPED = frozenset({CauseMethod.FIVE_WHYS, CauseMethod.ISHIKAWA})
"""The methods whose steps are written down here; of the others only the outcome is."""
CATEGORIES = (
    N_("People"),
    N_("Process"),
    N_("Technology"),
    N_("Supplier"),
    N_("Measurement"),
    N_("Environment"),
)


@dataclass(frozen=True, slots=True)
class CauseStepView:
    """A step in reading order. `depth` 0 begins a chain, or is a category."""

    id: str
    parent_id: str | None
    depth: int
    text: str
    shown_by: str
    evidence_id: str | None
    evidence_number: str
    has_further: bool

    @property
    def is_shown(self) -> bool:
        """Whether something shows that it is so."""
        return bool(self.shown_by.strip() or self.evidence_id)


def add_step(uow: UnitOfWork, finding_id: str, method: CauseMethod, parent_id: str | None = None) -> str:
    """Add an empty step, the last below its parent; returns its id.

    Raises UserError while the finding does not wait for a response.
    """
    response = response_to_write(uow, finding_id)
    if parent_id is not None:
        existing(uow, CauseStep, parent_id)
    step = CauseStep(
        response_id=response.id,
        method=method,
        parent_id=parent_id,
        position=_next_position(uow, response, method, parent_id),
    )
    uow.session.add(step)
    uow.session.flush()
    return step.id


def begin_categories(uow: UnitOfWork, finding_id: str, names: Sequence[str]) -> None:
    """Begin an Ishikawa outline with these categories, unless it has some."""
    response = response_to_write(uow, finding_id)
    query = select(CauseStep.id).where(
        CauseStep.response_id == response.id, CauseStep.method == CauseMethod.ISHIKAWA
    )
    if uow.session.scalars(query).first() is None:
        for name in names:
            step_id = add_step(uow, finding_id, CauseMethod.ISHIKAWA)
            uow.session.get_one(CauseStep, step_id).text = name
        uow.session.flush()


def edit_step(uow: UnitOfWork, step_id: str, **fields: object) -> None:
    """Change a step (`STEP_FIELDS`). Raises UserError once the response is submitted."""
    step = _step_to_write(uow, step_id)
    set_fields(uow, CauseStep, step.id, STEP_FIELDS, fields)


def remove_step(uow: UnitOfWork, step_id: str) -> None:
    """Take a step off with everything below it. Raises UserError once the response is submitted."""
    step = _step_to_write(uow, step_id)
    below = select(CauseStep.id).where(CauseStep.parent_id == step.id)
    for child_id in uow.session.scalars(below).all():
        remove_step(uow, child_id)
    uow.session.delete(step)
    uow.session.flush()


def _step_to_write(uow: UnitOfWork, step_id: str) -> CauseStep:
    step = existing(uow, CauseStep, step_id)
    finding_id = uow.session.get_one(Response, step.response_id).finding_id
    if response_to_write(uow, finding_id).id != step.response_id:
        raise UserError(N_("This step belongs to an earlier round."), N_("Nothing was changed."))
    return step


def _next_position(uow: UnitOfWork, response: Response, method: CauseMethod, parent_id: str | None) -> int:
    query = select(CauseStep.position).where(
        CauseStep.response_id == response.id,
        CauseStep.method == method,
        CauseStep.parent_id.is_not_distinct_from(parent_id),
    )
    return max(uow.session.scalars(query), default=0) + 1


def cause_steps(unit: ReadUnit, response_id: str, method: CauseMethod) -> tuple[CauseStepView, ...]:
    """The steps of a response by one method, each followed by those below it."""
    query = (
        select(CauseStep, evidence_called(_audit_of(unit, response_id)))
        .outerjoin(Evidence, Evidence.id == CauseStep.evidence_id)
        .where(CauseStep.response_id == response_id, CauseStep.method == method)
        .order_by(CauseStep.position, CauseStep.id)
    )
    below: Mapping[str | None, list[tuple[CauseStep, str]]] = defaultdict(list)
    for step, number in unit.session.execute(query):
        below[step.parent_id].append((step, number or ""))
    return tuple(_outline(below, None, 0))


def _audit_of(unit: ReadUnit, response_id: str) -> str:
    query = select(Finding.audit_id).join(Response, Response.finding_id == Finding.id)
    return unit.session.scalars(query.where(Response.id == response_id)).one()


def _outline(
    below: Mapping[str | None, list[tuple[CauseStep, str]]], parent_id: str | None, depth: int
) -> Iterator[CauseStepView]:
    for step, number in below[parent_id]:
        yield CauseStepView(
            step.id,
            step.parent_id,
            depth,
            step.text,
            step.shown_by,
            step.evidence_id,
            number,
            bool(below[step.id]),
        )
        yield from _outline(below, step.id, depth + 1)


def chains(steps: Sequence[CauseStepView]) -> tuple[tuple[CauseStepView, ...], ...]:
    """Every way from a first step to a last one; steps without words are left out."""
    found, path = [], list[CauseStepView]()
    for step in steps:
        del path[step.depth :]
        path.append(step)
        if not step.has_further:
            found.append(tuple(one for one in path if one.text.strip()))
    return tuple(found)
