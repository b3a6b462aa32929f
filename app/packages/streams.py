"""What stands between the maker of bytes and a library that asks for them in portions of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from app.evidence.object_store import Readable


class Sink(Protocol):
    """Takes all of what it is given."""

    def write(self, content: bytes, /) -> object: ...


class Between:
    """A source and a sink that remember what they raised: of that, a library in Rust passes on the words."""

    def __init__(self, source: Readable, sink: Sink) -> None:
        self._source = source
        self._sink = sink
        self._error: BaseException | None = None

    def read(self, size: int, /) -> bytes:
        with self._remembering():
            return self._source.read(size)

    def write(self, content: bytes, /) -> int:
        with self._remembering():
            self._sink.write(content)
        return len(content)

    def flush(self) -> None:
        """The sink brings everything to the disk by itself."""

    @contextmanager
    def _remembering(self) -> Iterator[None]:
        try:
            yield
        except BaseException as error:
            self._error = error
            raise

    def raise_again(self) -> None:
        """Raise what the source or the sink raised, if anything."""
        if self._error is not None:
            raise self._error
