"""Everything that is measured, by the name that `make bench ONLY=name` takes."""

from collections.abc import Callable, Iterator, Mapping

from tests.bench import (
    attaching,
    comparing,
    exporting,
    interviewing,
    lists,
    loading,
    pausing,
    searching,
    spelling,
    unlocking,
)
from tests.bench.rows import Ground, Row

BENCHES: Mapping[str, Callable[[Ground], Iterator[Row]]] = {
    "attach": attaching.rows,
    "compare": comparing.rows,
    "export": exporting.rows,
    "interview": interviewing.rows,
    "lists": lists.rows,
    "load": loading.rows,
    "pause": pausing.rows,
    "search": searching.rows,
    "spelling": spelling.rows,
    "unlock": unlocking.rows,
}
