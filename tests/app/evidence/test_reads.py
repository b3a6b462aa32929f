from app.evidence import evidence, reads
from app.evidence.circumstances import Circumstances
from app.evidence.intake import attach_bytes
from app.evidence.reads import EvidenceFilter, EvidenceKind, EvidenceSort, EvidenceWeight
from app.workspace.workspace import Workspace
from models.activity import NumberSeries
from tests.app.evidence.conftest import Story
from tests.conftest import FixedClock


def titles(workspace: Workspace, story: Story, **wish: object) -> list[str]:
    with workspace.read() as unit:
        ids = reads.evidence_ids(unit, story.audit, **wish)  # type: ignore[arg-type]
        return [row.title for row in reads.evidence_rows(unit, ids)]


def attach(workspace: Workspace, story: Story, title: str, data: bytes, **told: object) -> str:
    circumstances = Circumstances(title=title, **told)  # type: ignore[arg-type]
    return attach_bytes(workspace, story.audit, f"{title}.txt", data, circumstances).evidence_id


def test_titles_sort_as_people_read_them(workspace: Workspace, story: Story) -> None:
    for title in ("Zebra", "Čapek", "apple", "Łódź", "Dora", "Mike"):
        attach(workspace, story, title, title.encode())
    in_order = ["apple", "Čapek", "Dora", "Łódź", "Mike", "Zebra"]
    assert titles(workspace, story, sort=EvidenceSort.TITLE) == in_order
    assert titles(workspace, story, sort=EvidenceSort.TITLE, descending=True) == in_order[::-1]


def test_number_1000_follows_number_999(workspace: Workspace, story: Story) -> None:
    with workspace.write("Many") as uow:
        uow.session.add(NumberSeries(owner=story.audit, kind="E-{:03d}", last=998))
    for title in ("first", "second"):
        attach(workspace, story, title, b"x")
    assert titles(workspace, story) == ["first", "second"]


def test_the_list_sorts_by_each_column(workspace: Workspace, story: Story, clock: FixedClock) -> None:
    attach(workspace, story, "b", b"22", kind=EvidenceKind.RECORD, weight=EvidenceWeight.SUPPLIED)
    clock.advance(minutes=1)
    attach(workspace, story, "a", b"1", kind=EvidenceKind.DOCUMENT, obtained_from_id=story.manager)
    assert titles(workspace, story, sort=EvidenceSort.OBTAINED_AT, descending=True) == ["a", "b"]
    assert titles(workspace, story, sort=EvidenceSort.SIZE) == ["a", "b"]
    assert titles(workspace, story, sort=EvidenceSort.KIND) == ["a", "b"]
    assert titles(workspace, story, sort=EvidenceSort.OBTAINED_FROM) == ["b", "a"]
    assert titles(workspace, story, sort=EvidenceSort.WEIGHT) == ["b", "a"]


def test_the_list_narrows_by_text_kind_weight_session_item_and_use(
    workspace: Workspace, story: Story
) -> None:
    attach(workspace, story, "restore 100%", b"1", kind=EvidenceKind.RECORD, item_id=story.backups)
    attach(workspace, story, "policy", b"2", weight=EvidenceWeight.STATED, session_id=story.session)
    attach(workspace, story, "noted", b"3", note_line_id=story.line)
    assert titles(workspace, story, chosen=EvidenceFilter(text="RESTORE")) == ["restore 100%"]
    assert titles(workspace, story, chosen=EvidenceFilter(text="0%")) == ["restore 100%"]
    assert titles(workspace, story, chosen=EvidenceFilter(text="%y")) == []
    assert titles(workspace, story, chosen=EvidenceFilter(kinds=(EvidenceKind.RECORD,))) == ["restore 100%"]
    assert titles(workspace, story, chosen=EvidenceFilter(weights=(EvidenceWeight.STATED,))) == ["policy"]
    assert titles(workspace, story, chosen=EvidenceFilter(session_id=story.session)) == ["policy"]
    assert titles(workspace, story, chosen=EvidenceFilter(item_id=story.backups)) == ["restore 100%", "noted"]
    assert titles(workspace, story, chosen=EvidenceFilter(only_unlinked=True)) == ["policy"]


def test_the_counts_of_an_audit_are_its_own(workspace: Workspace, story: Story) -> None:
    attach(workspace, story, "a", b"12345", kind=EvidenceKind.RECORD, item_id=story.backups)
    attach(workspace, story, "b", b"123", kind=EvidenceKind.RECORD, has_personal_data=True)
    attach_bytes(workspace, story.other_audit, "c.txt", b"c")
    with workspace.write("Seen") as uow:
        evidence.seen_not_taken(uow, story.audit, "Vault")
    with workspace.read() as unit:
        counts = reads.evidence_counts(unit, story.audit)
    assert (counts.total, counts.files, counts.size) == (3, 2, 8)
    assert counts.by_kind == {EvidenceKind.RECORD: 2, EvidenceKind.REFERENCE_ONLY: 1}
    assert (counts.unlinked, counts.personal_data) == (2, 1)


def test_rows_that_were_removed_meanwhile_are_left_out(workspace: Workspace, story: Story) -> None:
    kept = attach(workspace, story, "kept", b"1")
    with workspace.read() as unit:
        assert [row.id for row in reads.evidence_rows(unit, ["gone", kept])] == [kept]
        assert reads.evidence_detail(unit, "gone") is None
