"""What every table shares: keys, instants, lists, sort keys, and rows that are complete at once."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import inspect, select

from app.workspace.workspace import Workspace
from models.audit import Audit, AuditState, AuditType
from models.base import Row, instant_from_text, instant_text, new_id, sort_key
from models.evidence import StoredObject
from models.finding import Finding, FindingState
from models.organization import Organization, Person
from models.programme import Programme
from models.session import NoteLine
from models.tables import METADATA

HOSTILE = [
    "a\0b\0",
    "fire 🔥 family 👩‍👩‍👧 flag 🇵🇱",
    "\u202eevil.exe\u202c \u200f\u200e",
    "مرحبا بالعالم שלום עולם",
    "line\r\nline\rline\nline\u2028line",
    "e\u0301 is not é, and neither is changed",
    "=cmd()|' /C calc'!A0",
    "<b>&amp; '; DROP TABLE person; --",
    "  spaces at both ends \t",
    "\ufeffmark \ufffe \uffff \x7f \x01",
    "ł" * 100_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_every_text_comes_back_as_it_was_typed(workspace: Workspace, text: str) -> None:
    with workspace.write("Add person") as uow:
        uow.session.add(Person(id="p", name=text, role=text))
    with workspace.read() as unit:
        person = unit.session.get_one(Person, "p")
        assert person.role == text
        assert person.name == text


def test_a_list_keeps_its_order_and_its_hostile_entries(workspace: Workspace, organization: str) -> None:
    recipients = ("b, c", "", '"quoted"', "a\0b", "İstanbul")
    with workspace.write("Add audit") as uow:
        programme = Programme(organization_id=organization, title="2026")
        audit = Audit(
            id="a", programme_id=programme.id, number="IA-1", title="x", report_recipients=recipients
        )
        uow.session.add_all([programme, audit])
    with workspace.read() as unit:
        assert unit.session.get_one(Audit, "a").report_recipients == recipients
        assert unit.session.get_one(Audit, "a").lines_of_enquiry == ()


def test_a_new_row_is_complete_before_it_is_written() -> None:
    audit = Audit(programme_id="p", number="IA-2026-01", title="Internal audit")
    assert len(audit.id) == 36
    assert (audit.type, audit.state) == (AuditType.INTERNAL_FULL, AuditState.PLANNED)
    assert audit.report_recipients == ()
    assert audit.start_on is None
    assert audit.objectives == ""
    assert Finding(audit_id="a", number="F-01").state is FindingState.DRAFT


def test_a_row_knows_every_value_before_it_is_written() -> None:
    for mapper in Row.registry.mappers:
        row = mapper.class_()
        for column in mapper.columns:
            if column.default is not None:
                assert getattr(row, column.key) is not None, column


def test_a_misspelt_column_is_refused() -> None:
    with pytest.raises(TypeError, match="Person has no column nmae"):
        Person(nmae="Ann")


def test_ids_are_unique_and_sort_by_time() -> None:
    ids = [new_id() for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert ids == sorted(ids)


def test_an_instant_keeps_the_zone_at_entry_and_sorts_by_utc(workspace: Workspace) -> None:
    tokyo = datetime(2026, 7, 6, 9, 0, tzinfo=timezone(timedelta(hours=9)))
    newfoundland = datetime(2026, 7, 5, 23, 0, 0, 250_000, tzinfo=timezone(-timedelta(hours=3, minutes=30)))
    london = datetime(2026, 7, 6, 1, 30, tzinfo=timezone(timedelta(hours=1)))
    with workspace.write("Add lines") as uow:
        uow.session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for name, at in {"newfoundland": newfoundland, "tokyo": tokyo, "london": london}.items():
            uow.session.add(Person(id=name, name=name))
            uow.session.add(Finding(audit_id="a", number=name, raised_at=at, raised_by_id=name))
        uow.session.flush()
        query = select(Finding).order_by(Finding.raised_at).execution_options(populate_existing=True)
        found = uow.session.scalars(query).all()
        assert [finding.number for finding in found] == ["tokyo", "london", "newfoundland"]
        assert found[0].raised_at.isoformat() == "2026-07-06T09:00:00+09:00"
        assert found[2].raised_at == newfoundland
        assert found[2].raised_at.utcoffset() == -timedelta(hours=3, minutes=30)
        for finding in found:
            uow.session.delete(finding)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a zone"):
        instant_text(datetime(2026, 7, 6, 9, 0))  # noqa: DTZ001


_OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_INSTANTS = st.datetimes(datetime(1000, 1, 2), datetime(9999, 12, 30), timezones=_OFFSETS)  # noqa: DTZ001


@given(_INSTANTS, _INSTANTS)
def test_instants_survive_as_text_and_sort_as_text(one: datetime, other: datetime) -> None:
    assert instant_from_text(instant_text(one)) == one
    assert instant_from_text(instant_text(one)).utcoffset() == one.utcoffset()
    if one.astimezone(UTC) < other.astimezone(UTC):
        assert instant_text(one) < instant_text(other)


def test_names_sort_where_a_reader_looks_for_them() -> None:
    ordered = ["anna", "Cam", "Čapek", "Dora", "Émile", "Ian", "İpek", "Lars", "Łucja", "Oscar", "Øystein"]
    assert sorted(sorted(ordered), key=sort_key) == ordered


def test_the_sort_key_follows_the_name(workspace: Workspace) -> None:
    with workspace.write("Add person") as uow:
        uow.session.add(Person(id="p", name="Łucja Čapek"))
        uow.session.add(Organization(id="o", name="İpek Sağlık"))
    with workspace.write("Rename") as uow:
        uow.session.get_one(Person, "p").name = "Žofia Čapek"
    with workspace.read() as unit:
        assert unit.session.get_one(Person, "p").sort_name == "zofia capek"
        assert unit.session.get_one(Organization, "o").sort_name == "ipek saglik"


def test_every_table_has_a_text_key_and_every_reference_waits_for_the_commit() -> None:
    assert len(METADATA.tables) > 30
    for table in METADATA.tables.values():
        assert [column.name for column in table.primary_key] == ["id"], table
        for key in table.foreign_keys:
            assert key.constraint is not None
            assert (key.constraint.deferrable, key.constraint.initially) == (True, "DEFERRED"), key


def test_dates_stay_plain_dates(workspace: Workspace, organization: str) -> None:
    with workspace.write("Add programme") as uow:
        uow.session.add(
            Programme(id="p", organization_id=organization, title="x", period_start=date(2026, 1, 31))
        )
    with workspace.read() as unit:
        assert type(unit.session.get_one(Programme, "p").period_start) is date


def test_only_the_key_of_a_stored_file_and_the_questions_of_a_pack_stay_out_of_the_log() -> None:
    secret = [
        f"{mapper.local_table.name}.{column.key}"  # type: ignore[attr-defined]
        for mapper in Row.registry.mappers
        for column in mapper.columns
        if column.info.get("secret")
    ]
    assert sorted(secret) == ["pack_content.questions", "stored_object.key"]
    assert inspect(StoredObject).columns["key"].nullable
    assert NoteLine.__tablename__ == "note_line"
