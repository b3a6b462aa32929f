"""What is read out at the closing meeting, in which order, and who said what to it."""

from app.findings import findings
from app.findings.detail import finding_detail
from app.findings.read_out import read_out
from app.findings.terms import AuditeePosition, FindingState, FindingType
from app.planning import meetings
from app.planning.meetings import MeetingKind
from models.finding import Finding
from tests.app.findings.story import MAJOR, Story


def test_strengths_come_first_and_the_graver_before_the_lesser(story: Story) -> None:
    minor = story.confirmed()
    ofi = story.raised(FindingType.OFI, title="Automate it").id
    strength = story.raised(FindingType.STRENGTH, title="Drills every quarter").id
    major = story.confirmed(*MAJOR, on="8.2")
    for finding_id in (ofi, strength):
        story.do(_put, finding_id, FindingState.CONFIRMED)
    draft = story.raised(on="A.5.18")

    read = story.see(read_out, story.audit_id)

    assert read.finding_ids == (strength, major, minor, ofi)
    assert read.drafts == (draft.number,)
    assert (read.audit_number, read.counts.major, read.counts.minor) == ("IA-2026-03", 1, 1)


def _put(uow, finding_id: str, state: FindingState) -> None:  # type: ignore[no-untyped-def]
    uow.session.get_one(Finding, finding_id).state = state


def test_those_at_the_closing_meeting_are_the_first_to_speak(story: Story) -> None:
    story.person("Ada Fenwick")
    there = story.person("Zoë Ash")
    meeting_id = story.do(meetings.add_meeting, story.audit_id, MeetingKind.CLOSING)
    story.do(meetings.hold_meeting, meeting_id, (there,))

    assert [one.name for one in story.see(read_out, story.audit_id).speakers] == ["Zoë Ash", "Ada Fenwick"]


def test_a_position_is_recorded_with_who_took_it(story: Story) -> None:
    finding_id, speaker = story.written(), story.person("Ada Fenwick")
    disputed = AuditeePosition.DISPUTED
    story.do(findings.record_position, finding_id, disputed, "The test was in May.", speaker)
    shown = story.see(finding_detail, finding_id)
    assert (shown.position_by, shown.position_text) == ("Ada Fenwick", "The test was in May.")

    story.do(findings.record_position, finding_id, AuditeePosition.NOT_ASKED, "", speaker)
    assert story.see(finding_detail, finding_id).position_by_id is None
