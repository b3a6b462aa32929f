"""The recovery key as it is typed: the key, or what is wrong with the typing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.workspace.recovery_key import LENGTH, SIGNS, new_recovery_key, read_recovery_key
from tests.fuzz.effort import attempt, fuzzed

BETWEEN = st.text(" -–—.,_\t\r\n\u00a0", max_size=3)


@fuzzed
@given(st.text() | st.text(SIGNS + SIGNS.lower(), min_size=LENGTH - 1, max_size=LENGTH + 1))
def test_any_text(text: str) -> None:
    key, refusal = attempt(read_recovery_key, text)
    if refusal is not None:
        assert refusal.kept.msgid
        assert refusal.todo.msgid
    else:
        assert key is not None
        assert read_recovery_key(key.printed()) == key


@fuzzed
@given(st.data())
def test_a_key_is_read_however_it_is_typed(data: st.DataObject) -> None:
    key = new_recovery_key()
    typed = "".join(
        data.draw(BETWEEN) + (sign.lower() if data.draw(st.booleans()) else sign) for sign in key.signs
    )
    assert read_recovery_key(typed) == key


@fuzzed
@given(at=st.integers(0, LENGTH - 1), sign=st.sampled_from(SIGNS))
def test_one_wrong_sign_is_noticed(at: int, sign: str) -> None:
    """The checksum misses one in 300,000, none of them of this key."""
    key = read_recovery_key("3DMW9-HR4EN-XAJT6-FPYCK-V7GQ3-DMW9H-R4ENX-A4RFF")
    mistyped = key.signs[:at] + sign + key.signs[at + 1 :]
    if sign == key.signs[at]:
        assert read_recovery_key(mistyped) == key
        return
    with pytest.raises(UserError, match="typing error"):
        read_recovery_key(mistyped)
