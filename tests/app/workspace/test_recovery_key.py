"""The recovery key as it is printed, typed and read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.workspace.recovery_key import LENGTH, SIGNS, RecoveryKey, new_recovery_key, read_recovery_key

KEY = "34679-ACDEF-GHJKM-NPQRT-VWXY3-4679A-CDEFG-"


@pytest.fixture(scope="module")
def key() -> RecoveryKey:
    return new_recovery_key()


def test_it_is_random_and_long_enough_to_need_no_slow_guessing(key: RecoveryKey) -> None:
    assert len(SIGNS) ** (LENGTH - 4) > 2**160
    assert len({new_recovery_key().signs for _ in range(50)}) == 50
    assert new_recovery_key().key() != key.key()


def test_it_is_printed_in_eight_groups_without_signs_that_look_alike(key: RecoveryKey) -> None:
    groups = key.printed().split("-")
    assert [len(group) for group in groups] == [5] * 8
    assert not set("".join(groups)) & set("01258BILOSUZ")


def test_it_never_shows_up_in_a_message_by_accident(key: RecoveryKey) -> None:
    assert key.signs not in f"{key} {key!r}"


@pytest.mark.parametrize("between", ["", " ", "-", "–", "\u00a0", "\n", " - "])
def test_it_may_be_typed_in_any_spacing_and_case(key: RecoveryKey, between: str) -> None:
    assert read_recovery_key(f" {key.printed().replace('-', between).lower()} ") == key


def test_one_wrong_sign_anywhere_is_a_typing_error(key: RecoveryKey) -> None:
    for at in range(LENGTH):
        for sign in SIGNS:
            typed = key.signs[:at] + sign + key.signs[at + 1 :]
            if typed != key.signs:
                with pytest.raises(UserError, match=r"typing error.*Nothing was changed.*group by group"):
                    read_recovery_key(typed)


def test_two_signs_in_the_wrong_order_are_a_typing_error(key: RecoveryKey) -> None:
    for at in range(LENGTH - 1):
        one, other = key.signs[at], key.signs[at + 1]
        if one != other:
            with pytest.raises(UserError, match="typing error"):
                read_recovery_key(key.signs[:at] + other + one + key.signs[at + 2 :])


def test_a_sign_too_few_and_a_sign_that_never_occurs_are_told(key: RecoveryKey) -> None:
    with pytest.raises(UserError, match="has 40 letters and digits; these are 39"):
        read_recovery_key(key.signs[1:])
    with pytest.raises(UserError, match="There is no “O” in a recovery key"):
        read_recovery_key("o" + key.signs[1:])
    with pytest.raises(UserError, match="these are 0"):
        read_recovery_key("")


@given(st.text(max_size=60))
def test_whatever_is_typed_ends_in_a_sentence(text: str) -> None:
    with pytest.raises(UserError):
        read_recovery_key(text)
