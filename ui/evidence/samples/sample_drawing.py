"""What the form of a new sample said when the draw began, and the draw: it reads no widgets."""

from dataclasses import dataclass

from app.evidence.samples import SampleMethod, draw_sample, record_sample, row_numbers
from app.progress import Progress
from app.words import N_
from app.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Said:
    """A sample as the form says it; `count` is the size of the population where there is no list."""

    method: SampleMethod
    population: str
    source: str
    completeness: str
    item_id: str | None
    confidence: int
    tolerable: int
    listed: tuple[str, ...]
    count: int


class Drawing:
    """Draws or records one sample, on a thread."""

    def __init__(self, workspace: Workspace, origin: str, audit_id: str, said: Said) -> None:
        self._workspace = workspace
        self._origin = origin
        self._audit_id = audit_id
        self._said = said

    def work(self, _progress: Progress) -> str:
        """The id of the new sample."""
        return self._draw() if self._said.method is SampleMethod.STATISTICAL else self._record()

    def _draw(self) -> str:
        said = self._said
        with self._workspace.write(N_("Draw a sample"), origin=self._origin) as uow:
            return draw_sample(
                uow,
                self._audit_id,
                said.population,
                said.listed or row_numbers(said.count),
                said.confidence,
                said.tolerable,
                item_id=said.item_id,
                source=said.source,
                completeness_check=said.completeness,
            )

    def _record(self) -> str:
        said = self._said
        is_all = said.method is SampleMethod.ALL
        items = said.listed or tuple(row_numbers(said.count) if is_all else ())
        with self._workspace.write(N_("Record a sample"), origin=self._origin) as uow:
            return record_sample(
                uow,
                self._audit_id,
                said.population,
                items,
                item_id=said.item_id,
                population_size=len(items) if is_all else said.count or None,
                source=said.source,
                completeness_check=said.completeness,
                method=said.method,
            )
