"""The activity log: an entry per changed row, differences instead of copies, chained, without secrets."""

import json
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import inspect, select

from app import activity_log
from app.activity_log import GENESIS, RowChange, digest_of_detail, hash_of_entry, label_message, label_text
from app.words import Message, Words
from app.workspace.workspace import Workspace
from models.activity import LogEntry
from models.audit import AuditState
from models.evidence import StoredObject
from models.organization import Person
from models.programme import Programme
from tests.conftest import DEVICE, START, FixedClock


def entries(workspace: Workspace, kind: str = "") -> list[LogEntry]:
    with workspace.read() as unit:
        query = select(LogEntry).order_by(LogEntry.sequence)
        return list(unit.session.scalars(query.where(LogEntry.kind == kind) if kind else query))


def detail(entry: LogEntry) -> dict[str, Any]:
    assert entry.detail is not None
    answer: dict[str, Any] = json.loads(entry.detail)
    return answer


def test_each_changed_row_has_an_entry_that_says_who_when_what_and_how(
    workspace: Workspace, clock: FixedClock
) -> None:
    with workspace.write("Add {count} people", count=2) as uow:
        uow.session.add(Person(id="p", name="Ann"))
        uow.session.add(Person(id="q", name="Bob"))
    workspace.act_as("p")
    clock.advance(minutes=7)
    with workspace.write("Edit person {name}", name="Bob") as uow:
        uow.session.get_one(Person, "q").role = "CISO"
    with workspace.write("Delete person") as uow:
        uow.session.delete(uow.session.get_one(Person, "q"))
    added, also, edited, deleted = entries(workspace, "person")
    assert [added.operation, also.operation, edited.operation, deleted.operation] == [
        "insert",
        "insert",
        "update",
        "delete",
    ]
    assert added.step_id == also.step_id != edited.step_id
    assert added.actor_id is None
    assert edited.actor_id == "p"
    assert edited.at == clock.now()
    assert added.at == START
    assert Words().message(label_message(edited.label)) == "Edit person Bob"
    assert detail(edited) == {"role": {"was": "", "is": "CISO"}}
    assert detail(added)["name"] == {"was": None, "is": "Ann"}
    assert detail(deleted)["name"] == {"was": "Bob", "is": None}


def test_a_value_that_did_not_change_is_not_logged(workspace: Workspace) -> None:
    with workspace.write("Add person") as uow:
        uow.session.add(Person(id="p", name="Ann", role="CISO"))
    with workspace.write("Edit person") as uow:
        person = uow.session.get_one(Person, "p")
        person.role = "Lead"
        person.role = "CISO"
        person.email = "ann@example.org"
    assert list(detail(entries(workspace, "person")[-1])) == ["email"]


def test_a_row_changed_twice_in_a_unit_has_the_steps_in_order(workspace: Workspace) -> None:
    with workspace.write("Add person") as uow:
        uow.session.add(Person(id="p", name="Ann"))
        uow.session.flush()
        uow.session.get_one(Person, "p").name = "Anna"
    first, second = entries(workspace, "person")
    assert (first.operation, second.operation) == ("insert", "update")
    assert detail(second)["name"] == {"was": "Ann", "is": "Anna"}


def test_dates_instants_states_and_lists_are_logged_in_plain_values(workspace: Workspace) -> None:
    change = RowChange(
        Programme,
        "p",
        "update",
        {"state": AuditState.PLANNED, "on": date(2026, 1, 2), "at": None, "list": ()},
        {"state": AuditState.CLOSED, "on": None, "at": datetime(2026, 1, 2, tzinfo=UTC), "list": ("a", "b")},
    )
    assert activity_log._detail(change) == {
        "state": {"was": "planned", "is": "closed"},
        "on": {"was": "2026-01-02", "is": None},
        "at": {"was": None, "is": "2026-01-02T00:00:00.000000Z+00:00"},
        "list": {"was": [], "is": ["a", "b"]},
    }


def test_a_long_text_is_not_copied_at_each_pause(workspace: Workspace) -> None:
    text = "The firewall rules were reviewed in March. " * 200
    with workspace.write("Write") as uow:
        uow.session.add(Person(id="p", name="Ann", role=text))
    with workspace.write("Write") as uow:
        uow.session.get_one(Person, "p").role = text + "Not in June."
    last = entries(workspace, "person")[-1]
    assert detail(last) == {"role": {"at": len(text), "cut": "", "put": "Not in June."}}


def forward(difference: dict[str, Any], text: str) -> str:
    if "at" not in difference:
        assert difference["was"] == text
        return str(difference["is"])
    start, end = difference["at"], difference["at"] + len(difference["cut"])
    assert text[start:end] == difference["cut"]
    return f"{text[:start]}{difference['put']}{text[end:]}"


def backward(difference: dict[str, Any], text: str) -> str:
    if "at" not in difference:
        return forward({"was": difference["is"], "is": difference["was"]}, text)
    return forward({**difference, "cut": difference["put"], "put": difference["cut"]}, text)


_TEXT = st.text(st.sampled_from("aab é👩‍👧\0\u202e"), max_size=80)


@given(st.lists(_TEXT, min_size=2, max_size=6))
def test_differences_put_together_give_the_texts_in_both_directions(texts: list[str]) -> None:
    kept = [
        json.loads(json.dumps(activity_log._trimmed(one, other), ensure_ascii=False))
        for one, other in pairwise(texts)
    ]
    text = texts[0]
    for difference, expected in zip(kept, texts[1:], strict=True):
        text = forward(difference, text)
        assert text == expected
    for difference, expected in zip(reversed(kept), reversed(texts[:-1]), strict=True):
        text = backward(difference, text)
        assert text == expected


@given(_TEXT, _TEXT, _TEXT)
def test_a_difference_holds_no_more_than_what_differs(start: str, put: str, end: str) -> None:
    before, after = start + "x" * 40 + end, start + "x" * 40 + put + end
    difference = activity_log._trimmed(before, after)
    assert difference["cut"] == ""
    assert len(difference["put"]) == len(put)


def test_the_key_of_a_stored_file_never_reaches_the_log(workspace: Workspace) -> None:
    key = bytes(range(32))
    with workspace.write("Attach") as uow:
        uow.session.add(StoredObject(id="o", file_name="f", sha256="0" * 64, size=1, key=key))
    with workspace.write("Destroy") as uow:
        uow.session.get_one(StoredObject, "o").key = None
    with workspace.write("Forget") as uow:
        uow.session.delete(uow.session.get_one(StoredObject, "o"))
    logged = entries(workspace, "stored_object")
    assert [detail(entry)["key"] for entry in logged] == ["secret"] * 3
    everything = "".join(str(value) for entry in logged for value in vars(entry).values())
    assert key.hex() not in everything
    assert str(key) not in everything


def as_dict(entry: LogEntry) -> dict[str, Any]:
    return {attribute.key: getattr(entry, attribute.key) for attribute in inspect(LogEntry).column_attrs}


def broken_links(found: list[dict[str, Any]]) -> list[int]:
    """The sequence numbers at which the chain does not hold."""
    previous, broken = GENESIS, []
    for expected, entry in enumerate(found, start=1):
        digest = digest_of_detail(entry["salt"], entry["detail"])
        whole = (
            entry["sequence"] == expected
            and entry["previous_hash"] == previous
            and entry["detail_digest"] == digest
            and entry["hash"] == hash_of_entry(entry)
        )
        broken += [] if whole else [expected]
        previous = entry["hash"]
    return broken


@pytest.fixture
def chain(workspace: Workspace, clock: FixedClock) -> list[dict[str, Any]]:
    for name in ("Ann", "Łucja", "a\0b", "👩‍👧"):
        clock.advance(seconds=1)
        with workspace.write("Add {name}", name=name) as uow:
            uow.session.add_all([Person(name=name), Person(name=f"Deputy of {name}")])
    return [as_dict(entry) for entry in entries(workspace)]


def test_the_chain_holds_from_the_first_entry_on(chain: list[dict[str, Any]]) -> None:
    assert len(chain) == 9
    assert {entry["device_id"] for entry in chain} == {DEVICE}
    assert broken_links(chain) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("detail", '{"name":{"is":"Eve","was":null}}'),
        ("salt", "00"),
        ("actor_id", "somebody-else"),
        ("at", datetime(2020, 1, 1, tzinfo=UTC)),
        ("label", '["Nothing",{}]'),
        ("row_id", "other"),
        ("operation", "delete"),
        ("kind", "site"),
        ("step_id", "other"),
        ("device_id", "other"),
    ],
)
def test_an_altered_entry_breaks_the_chain(chain: list[dict[str, Any]], column: str, value: object) -> None:
    chain[2][column] = value
    assert broken_links(chain) == [3]


def test_a_removed_or_swapped_entry_breaks_the_chain(chain: list[dict[str, Any]]) -> None:
    assert broken_links(chain[:2] + chain[3:]) == list(range(3, 9))
    assert broken_links([chain[0], chain[2], chain[1], *chain[3:]])


def test_a_label_is_put_into_words_when_it_is_read() -> None:
    label = Message("Undo: {step}", {"step": Message("Edit finding {number}", {"number": "F-07"})})
    kept = label_message(label_text(label))
    assert kept == label
    assert Words().message(kept) == "Undo: Edit finding F-07"
