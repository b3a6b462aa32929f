"""How much is tried, what JSON can hold, and what came of it."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from app.errors import UserError
from tests.soak.extent import IS_SOAK

_Answer = TypeVar("_Answer")

# A file is made anew for each example, so that one folder for all of them does no harm.
fuzzed = settings(
    max_examples=2_000 if IS_SOAK else 60,
    deadline=timedelta(seconds=20),
    derandomize=not IS_SOAK,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

_scalars = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from([10**400, -1, 0])
)
values: st.SearchStrategy[Any] = st.recursive(
    _scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4)
)
DEEP = b"[" * 4_000 + b"]" * 4_000
deep_or_bytes = st.binary(max_size=200) | st.sampled_from([DEEP, b'{"a":' * 1_900, b"", b"\xff\xfe", b"null"])


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """`content` with some of it changed, taken away or put in."""
    data = bytearray(content)
    for _change in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        length = draw(st.integers(0, 40))
        data[at : at + length] = draw(st.binary(max_size=40))
    return bytes(data)


def as_json(value: object) -> bytes:
    return json.dumps(value).encode()


def attempt(act: Callable[..., _Answer], *args: object) -> tuple[_Answer | None, UserError | None]:
    """The answer, or the refusal in words."""
    try:
        return act(*args), None
    except UserError as error:
        return None, error
