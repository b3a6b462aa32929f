"""The status letter to an owner, on paper and as a draft of a mail."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from app.errors import UserError
from app.findings import lifecycle
from app.findings.terms import FindingState
from app.follow_up import verification
from app.follow_up.reads import responses as responses_of
from app.planning import team
from app.planning.audits import TeamRole
from app.programme import people
from app.reporting import canonical
from app.reporting.building.letter import build_letter, letter_owners
from app.reporting.letter_document import LetterDocument, LetterEntry
from app.reporting.letters import export_all_letters, export_letter, export_mail
from app.reporting.mail_draft import mail_draft
from app.reporting.pdf.letter import render_letter
from app.worker.client import Worker
from app.workspace.workspace import Workspace
from tests.app.findings.story import Story, begin
from tests.app.follow_up.test_due_list import planned
from tests.app.reporting.reading import packed, read_text
from tests.conftest import FixedClock

ENTRY = LetterEntry(
    "Name an owner", "action", "IA-2026-03 F-01", "Restore tests missed", "minor", "plan_accepted",
    date(2026, 7, 1), -5,
)  # fmt: skip
LETTER = LetterDocument(
    "Alder Hill Clinics", "1 Mill Lane", "Ada Fenwick", "IT lead", "Lena Ferreira", "auditor",
    date(2026, 7, 6), (ENTRY, replace(ENTRY, what="", waited_for="response", days=3, due=date(2026, 7, 9))),
)  # fmt: skip


@pytest.fixture
def story(workspace: Workspace) -> Story:
    made = begin(workspace)
    lead = made.act_as("Lena Ferreira")
    made.do(team.assign, made.audit_id, lead, TeamRole.LEAD_AUDITOR)
    return made


@pytest.fixture
def ada(story: Story) -> str:
    """Ada owns a plan with two actions, one of which is done."""
    owner = story.person("Ada Fenwick")
    story.do(people.edit_person, owner, email="ada@example.org", role="IT lead")
    finding_id = story.issued()
    planned(story, finding_id, owner, 5, 40)
    story.do(lifecycle.move, finding_id, FindingState.PLAN_ACCEPTED)
    second = story.see(responses_of, finding_id)[0].actions[1]
    story.do(verification.mark_action_done, second.id)
    return owner


def test_a_letter_says_what_is_waited_for_and_what_was_done(
    story: Story, ada: str, clock: FixedClock
) -> None:
    clock.advance(days=7)
    document = story.see(build_letter, ada, story.workspace.acting_person_id)

    assert (document.owner, document.owner_role, document.sender) == (
        "Ada Fenwick",
        "IT lead",
        "Lena Ferreira",
    )
    assert [(one.what, one.days) for one in document.waiting] == [("Do part 5", -2)]
    assert [(one.what, one.done) for one in document.done] == [("Do part 40", date(2026, 7, 6))]
    assert document.overdue == 1


def test_what_the_auditor_has_to_do_is_in_no_letter(story: Story) -> None:
    finding_id = story.issued()
    planned(story, finding_id, story.person("Ada Fenwick"), 5)
    lead = story.workspace.acting_person_id
    assert lead is not None
    with pytest.raises(UserError, match="Nothing is waited for from this person"):
        story.see(build_letter, lead, None)
    assert [name for _id, name in story.see(letter_owners)] == ["Ada Fenwick"]


def test_the_page_says_who_what_until_when_and_which_finding() -> None:
    text = read_text(render_letter(LETTER))
    for said in (
        "Alder Hill Clinics",
        "Ada Fenwick IT lead",
        "Findings and actions: state on 6 Jul 2026",
        "2 entries wait for you; 1 is overdue",
        "1 Jul 2026",
        "5 days overdue",
        "Respond with correction, cause and plan",
        "IA-2026-03 F-01 · Minor",
        "to Lena Ferreira",
        "the issued report of each audit counts",
        "1 / 1",
    ):
        assert packed(said) in packed(text), said


def test_a_long_letter_runs_on_and_hostile_words_stay_words() -> None:
    entry = replace(ENTRY, what="<b>& “Łódź” </para>" * 8, title="=cmd|' /C calc'!A0")
    text = read_text(render_letter(replace(LETTER, waiting=(entry,) * 60, owner="Ada <Fenwick>")))
    assert text.count("IA-2026-03 F-01") == 60
    assert packed("<b>& “Łódź” </para>") in packed(text)


def test_a_letter_without_anything_open_says_so() -> None:
    text = read_text(render_letter(replace(LETTER, waiting=(), done=(ENTRY,))))
    assert "0 entries wait for you; 0 are overdue" in text
    assert "Nothing at the moment." in text


def test_the_same_letter_is_the_same_bytes_and_survives_the_way_to_the_worker() -> None:
    assert render_letter(LETTER) == render_letter(canonical.decode(canonical.encode(LETTER), LetterDocument))


def read_mail(content: bytes) -> EmailMessage:
    mail = message_from_bytes(content, policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def test_a_draft_is_addressed_unsent_and_carries_the_letter() -> None:
    mail = read_mail(mail_draft(LETTER, ("ada@example.org", "lena@example.org"), b"%PDF-", "Status.pdf"))

    assert mail["X-Unsent"] == "1"
    assert mail["To"].addresses[0].addr_spec == "ada@example.org"
    assert mail["From"].addresses[0].display_name == "Lena Ferreira"
    assert mail["Subject"] == "Alder Hill Clinics: Findings and actions: state on 6 Jul 2026"
    body = mail.get_body()
    assert body is not None
    assert "- 1 Jul 2026, 5 days overdue: Name an owner (IA-2026-03 F-01, Restore" in body.get_content()
    (attached,) = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("Status.pdf", b"%PDF-")


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ('Ada "the boss" Fenwick\r\nBcc: all@example.org', "ada@example.org"),
        ("Łucja Šťastná", "łucja@exämple.org"),
        ("Ada", "not an address"),
        ("Ada", ""),
    ],
)
def test_no_name_or_address_breaks_a_draft_or_adds_a_header(name: str, address: str) -> None:
    mail = read_mail(mail_draft(replace(LETTER, owner=name), (address, ""), b"%PDF-", "Status.pdf"))
    assert mail["Bcc"] is None
    assert mail["From"] is None
    assert (mail["To"] is None) == (not address)
    assert mail["Subject"]


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker()
    yield made
    made.stop()


def test_letters_are_written_as_files(story: Story, ada: str, tmp_path: Path, worker: Worker) -> None:
    workspace = story.workspace
    export_letter(workspace, ada, tmp_path / "ada.pdf", worker)
    export_mail(workspace, ada, tmp_path / "ada.eml", worker)

    assert "Ada Fenwick" in read_text((tmp_path / "ada.pdf").read_bytes())
    mail = read_mail((tmp_path / "ada.eml").read_bytes())
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "Status 2026-07-06 Ada Fenwick.pdf"
    assert "Do part 5" in read_text(attached.get_content())


def test_a_letter_for_every_owner_leaves_what_is_there_already(
    story: Story, ada: str, tmp_path: Path, worker: Worker
) -> None:
    (tmp_path / "Status 2026-07-06 Ada Fenwick.pdf").write_bytes(b"before")
    written = export_all_letters(story.workspace, tmp_path, worker)

    assert [path.name for path in written] == ["Status 2026-07-06 Ada Fenwick (2).pdf"]
    assert (tmp_path / "Status 2026-07-06 Ada Fenwick.pdf").read_bytes() == b"before"


def test_no_letter_is_written_where_nobody_is_waited_for(
    story: Story, tmp_path: Path, worker: Worker
) -> None:
    with pytest.raises(UserError, match="Nobody is waited for"):
        export_all_letters(story.workspace, tmp_path, worker)
    assert list(tmp_path.glob("*.pdf")) == []


def test_what_is_waited_for_from_nobody_says_that_an_owner_is_to_be_named(
    story: Story, tmp_path: Path, worker: Worker
) -> None:
    story.issued()
    with pytest.raises(UserError, match=r"Nobody of the auditee is named.*Name the owner in the finding"):
        export_all_letters(story.workspace, tmp_path, worker)


def test_a_letter_is_not_written_into_the_workspace(story: Story, ada: str, worker: Worker) -> None:
    with pytest.raises(UserError, match="lies inside the workspace"):
        export_letter(story.workspace, ada, story.workspace.path / "letter.pdf", worker)
