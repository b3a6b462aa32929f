"""From the plan of the closing meeting to the findings in large type."""

from PySide6.QtTest import QSignalSpy

from app.planning import meetings
from app.planning.meetings import MeetingKind
from tests.ui.planning.conftest import ENTER, Plan


def test_only_the_closing_meeting_offers_to_read_the_findings_out(plan: Plan) -> None:
    opening = plan.do(meetings.add_meeting, plan.audit_id, MeetingKind.OPENING)
    closing = plan.do(meetings.add_meeting, plan.audit_id, MeetingKind.CLOSING)
    agenda = plan.page.agenda
    plan.qtbot.waitUntil(lambda: agenda.table.select(opening))
    assert agenda.meeting_form.read_out_button.isHidden()
    plan.qtbot.waitUntil(lambda: agenda.table.select(closing))
    wanted = QSignalSpy(agenda.meeting_form.read_out_requested)
    plan.start_in(agenda.meeting_form.read_out_button)
    plan.press(ENTER)

    assert wanted.count() == 1
