"""From the welcome page to the fieldwork: workspace, audit, plan, consent, opening meeting."""

from pathlib import Path

from app.planning.audits import AuditState
from app.planning.checklist_reads import item_ids
from app.planning.reads import AuditDetail, audit_detail
from tests.story.auditor import CTRL, Auditor, Key
from ui.page import Page
from ui.planning.page import PlanPage
from ui.programme.page import AuditsPage
from ui.widgets.lazy_table import LazyTable

PASSPHRASE = "a quiet river 1997"
REFERENCES = ("A.8.13", "A.8.15", "A.5.18")
INTERVIEWEE = "Žofie Novák"


def audit(auditor: Auditor) -> AuditDetail:
    return auditor.see(audit_detail, auditor.audit_id)


def make_a_workspace(auditor: Auditor, path: Path) -> None:
    """Organisation, name, role, folder, passphrase; the recovery key is written down."""
    auditor.push("New workspace…")
    auditor.enter_in("Organisation under audit", "Łódź Harbour Clinics")
    auditor.tab()
    auditor.type("Maja Černý")
    auditor.tab()
    auditor.type("Lead auditor")
    auditor.enter_in("Folder of the workspace", str(path))
    auditor.enter_in("Passphrase", PASSPHRASE)
    auditor.enter_in("Passphrase again", PASSPHRASE)
    auditor.push("Create workspace")
    auditor.wait(auditor.window.has_workspace)
    auditor.push("Show")
    auditor.push("I have written it down")
    auditor.come_back()
    auditor.page(AuditsPage)


def plan_an_audit(auditor: Auditor) -> None:
    """Three days from today on, all controls apply."""
    auditor.press(Key.Key_N, CTRL)
    auditor.enter_in("Title", "Internal audit 2026")
    auditor.enter_in("First day", "6 Jul 2026")
    auditor.tab()
    auditor.enter_in("Last day", "8 Jul 2026")
    auditor.tab()
    assert auditor.page(AuditsPage).form.soa_version.currentText() == "All controls apply"
    auditor.push("Create audit")
    auditor.wait(lambda: isinstance(auditor.page(Page), PlanPage))
    assert len(auditor.see(item_ids, auditor.audit_id)) == 123


def settle_what_it_is_for(auditor: Auditor) -> None:
    """Objectives, scope, and the declaration of independence; the criteria are there already."""
    auditor.push("Write down the objectives.")
    auditor.type("Does the ISMS conform, and is it effective?")
    auditor.enter_in("Extent and boundaries", "Clinical records in Łódź")
    auditor.push("Record the lead auditor's declaration of independence.")
    auditor.push("Declare today")
    take_the_step(auditor, AuditState.INITIATED)
    (framework,) = audit(auditor).criteria
    assert framework.title.startswith("ISO/IEC 27001")


def plan_an_interview(auditor: Auditor) -> None:
    """One person, three items, today at 9:45."""
    auditor.press(Key.Key_N, CTRL)
    auditor.type("Backups and access")
    auditor.enter_in("Day", "6 Jul 2026")
    auditor.enter_in("Start", "945")
    auditor.tab()
    auditor.retype("1115")
    auditor.push("New person")
    auditor.type(INTERVIEWEE)
    auditor.tab()
    auditor.type("IT operations lead")
    auditor.enter()
    auditor.on(auditor.button("On the agenda 0"))
    auditor.press(Key.Key_Right)
    for reference in REFERENCES:
        auditor.enter_in("Filter by number or words", reference)
        table = auditor.field("Checklist items")
        assert isinstance(table, LazyTable)
        auditor.wait(lambda table=table: table.count() == 1)  # type: ignore[misc]
        auditor.on(table)
        auditor.press(Key.Key_Home)
        auditor.enter()
    auditor.button("On the agenda 3")


def agree_the_plan(auditor: Auditor) -> None:
    auditor.push("Send the plan to the auditee and record the date.")
    auditor.type("1 Jul 2026")
    auditor.tab()
    auditor.enter_in("Plan accepted on", "2 Jul 2026")
    auditor.tab()
    take_the_step(auditor, AuditState.PREPARED)


def open_the_audit(auditor: Auditor) -> None:
    """The opening meeting is held with its attendance, and a step opens the audit."""
    auditor.push("Hold the opening meeting and record who was there.")
    hold_the_next_meeting(auditor)
    take_the_step(auditor, AuditState.IN_PROGRESS)


def hold_the_next_meeting(auditor: Auditor) -> None:
    auditor.push("Add meeting")
    auditor.push("Add the team and the auditees")
    auditor.push("Hold now")
    newest = audit(auditor).meetings[-1]
    assert newest.held_at is not None
    assert newest.attendees == ("Maja Černý",)


def take_the_step(auditor: Auditor, state: AuditState) -> None:
    """The button beside where the audit stands."""
    auditor.press_button(auditor.page(PlanPage).strip.step_button)
    assert audit(auditor).state is state, auditor.told()
