"""Everything that is measured, by the name that `make bench ONLY=name` takes."""

from collections.abc import Callable, Iterator, Mapping

from tests.bench import attaching, pausing, unlocking
from tests.bench.rows import Ground, Row

BENCHES: Mapping[str, Callable[[Ground], Iterator[Row]]] = {
    "attach": attaching.rows,
    "pause": pausing.rows,
    "unlock": unlocking.rows,
}
