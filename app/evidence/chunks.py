"""Chunks of bytes read in portions of another size."""

from collections.abc import Iterator


class Chunks:
    """A source over an iterator of chunks."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = memoryview(b"")

    def read(self, size: int, /) -> bytes:
        while not self._rest:
            following = next(self._chunks, None)
            if following is None:
                return b""
            self._rest = memoryview(following)
        taken, self._rest = self._rest[:size], self._rest[size:]
        return bytes(taken)
