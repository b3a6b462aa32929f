"""Raising a finding and writing it, by keyboard only."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.findings import criteria, findings
from app.findings.detail import FindingDetail, finding_detail
from app.findings.terms import FindingState, FindingType
from tests.app.findings.story import Story
from tests.ui.findings.conftest import OpenPage, SoaPage
from tests.ui.findings.keys import CTRL, Keys
from ui.findings.page import FindingsPage
from ui.window import Window


def detail(story: Story, page: FindingsPage) -> FindingDetail:
    return story.see(finding_detail, page.editor.finding_id)


def test_an_audit_without_findings_says_what_stands_here_and_how_to_start(open_page: OpenPage) -> None:
    page = open_page()

    assert page.list.badge_texts() == ["0 major", "0 minor"]
    assert "ready" in page.list.readiness_text()
    assert page.list._empty.isVisible()
    assert page.list._empty.button.label() == "New finding"
    assert page.detail._empty.isVisible()
    assert not page.list.files.menu().actions()[0].isEnabled()


def test_a_nonconformity_is_raised_titled_and_judged_by_typing_alone(
    qtbot: QtBot, open_page: OpenPage, story: Story, keys: Keys
) -> None:
    page = open_page()
    keys.on(page.list.new)

    keys.press(Qt.Key.Key_N, CTRL)
    keys.enter()
    assert page.detail.title.hasFocus()
    keys.type("Žádné testy obnovy")
    keys.on(page.detail.statement.criteria.add)
    keys.enter()
    keys.type("backup")
    keys.enter()
    qtbot.waitUntil(lambda: detail(story, page).own_title == "Žádné testy obnovy")

    written = detail(story, page)
    assert (written.row.number, written.row.type) == ("F-01", FindingType.NONCONFORMITY)
    assert [(one.reference, one.is_primary) for one in written.criteria] == [("A.8.13", True)]
    assert page.list.table.current_id() == written.row.id
    assert "1 candidate" in page.list.badge_texts()


def test_escape_closes_the_form_of_a_criterion_wherever_the_caret_is(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    page = open_page(story.raised().id)
    part = page.detail.statement.criteria
    for tabs in (0, 1):
        keys.on(part.add)
        keys.enter()
        for _tab in range(tabs):
            keys.tab()
        keys.press(Qt.Key.Key_Escape)
        assert part._pick.isHidden()
        assert part.add.hasFocus()

    keys.enter()
    keys.on(part._other)
    keys.enter()
    keys.type("ISP-09")
    keys.press(Qt.Key.Key_Escape)
    assert part._own.isHidden()
    assert part.add.hasFocus()
    assert [one.reference for one in detail(story, page).criteria] == ["A.8.13"]


def test_the_arrows_choose_another_type_and_escape_raises_nothing(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    page = open_page()
    keys.on(page.list.new)

    keys.press(Qt.Key.Key_N, CTRL)
    keys.press(Qt.Key.Key_Escape)
    assert page.list.table.count() == 0

    keys.press(Qt.Key.Key_N, CTRL)
    keys.press(Qt.Key.Key_Right)
    keys.enter()
    assert detail(story, page).row.type is FindingType.OFI


def test_an_observation_is_on_offer_only_where_the_programme_uses_it(open_page: OpenPage, keys: Keys) -> None:
    page = open_page()
    page.new_finding()

    names = [one.label() for one in page.list.new_type.buttons()]
    assert names == ["Nonconformity", "Opportunity for improvement", "Strength"]


def test_a_rule_of_the_organisation_is_a_criterion_to_the_paragraph_and_version(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    page = open_page(story.raised(on="A.8.13").id)
    part = page.detail.statement.criteria
    keys.on(part.add)
    keys.enter()
    keys.on(part._other)
    keys.enter()
    keys.enter()
    assert "needs its reference" in part._own._refusal.text()

    keys.type("ISP-09 §4.2")
    keys.tab()
    keys.type("v3")
    keys.enter()

    (_primary, own) = detail(story, page).criteria
    assert (own.reference, own.version) == ("ISP-09 §4.2", "v3")
    assert part._head.row.itemAt(2).widget().label() == "organisational · ISP-09 §4.2 v3"  # type: ignore[union-attr]


def test_a_chip_makes_its_criterion_primary_and_delete_takes_it_off(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    finding_id = story.raised(on="A.8.13").id
    story.do(criteria.add_requirement, finding_id, story.requirements["8.2"])
    page = open_page(finding_id)
    chip = page.detail.statement.criteria._head.row.itemAt(2).widget()  # type: ignore[union-attr]
    keys.on(chip)
    keys.enter()
    assert [one.reference for one in detail(story, page).criteria] == ["8.2", "A.8.13"]

    keys.on(page.detail.statement.criteria._head.row.itemAt(1).widget())  # type: ignore[union-attr]
    keys.press(Qt.Key.Key_Delete)
    assert [(one.reference, one.is_primary) for one in detail(story, page).criteria] == [("A.8.13", True)]


def test_evidence_is_picked_by_typing_and_its_chip_opens_the_evidence_page(
    open_page: OpenPage, story: Story, keys: Keys, window: Window
) -> None:
    record = story.evidence("Restore test record")
    story.evidence("Visitor log")
    page = open_page(story.raised(on="A.8.13").id)
    part = page.detail.statement.evidence
    keys.on(part.add)
    keys.enter()
    keys.type("restore")
    keys.enter()
    assert [one.number for one in detail(story, page).evidence] == ["E-001"]

    keys.on(part._head.row.itemAt(1).widget())  # type: ignore[union-attr]
    keys.enter()
    shown = window.current_page()
    assert shown is not None
    assert (shown.page_id, shown.where()) == ("evidence", {"evidence_id": record})


def test_a_hint_stands_below_the_text_and_refuses_nothing(
    qtbot: QtBot, open_page: OpenPage, story: Story, keys: Keys
) -> None:
    page = open_page(story.raised(on="A.8.13").id)
    part = page.detail.statement.parts["evidence_text"]
    keys.on(part.field)
    keys.type("Several tests were missed.")
    qtbot.waitUntil(lambda: "leaves the number open" in part.remarks.text())

    assert part.field.hasFocus()
    assert part.field.textCursor().position() == len("Several tests were missed.")
    assert detail(story, page).evidence_text == "Several tests were missed."


def test_typing_is_written_before_another_finding_is_shown(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    first, second = story.raised(title="One").id, story.raised(title="Two").id
    page = open_page(first)
    keys.on(page.detail.statement.parts["statement"].field)
    keys.type("Not saved yet")
    page.next_finding()

    assert page.editor.finding_id == second
    assert story.finding(first).statement == "Not saved yet"
    assert page.detail.statement.parts["statement"].field.text() == ""


def test_what_somebody_else_changed_is_shown_and_the_caret_stays(
    qtbot: QtBot, open_page: OpenPage, story: Story, keys: Keys
) -> None:
    finding_id = story.raised(title="One").id
    page = open_page(finding_id)
    field = page.detail.statement.parts["statement"].field
    keys.on(field)
    keys.type("Half a sent")
    story.do(findings.edit, finding_id, risk="Loss")
    qtbot.waitUntil(lambda: page.detail.statement.parts["risk"].field.text() == "Loss")

    assert field.hasFocus()
    assert field.text() == "Half a sent"
    keys.type("ence")
    assert page.flush()
    assert story.finding(finding_id).statement == "Half a sentence"


def test_an_excluded_control_is_raised_against_the_exclusion_instead(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    story.exclude("A.8.30")
    page = open_page(story.raised(on="A.8.30").id)
    remark = page.detail.statement.criteria._excluded
    assert "excludes A.8.30" in remark._text.text()

    keys.on(remark.raise_against)
    keys.enter()
    assert [one.reference for one in detail(story, page).criteria] == ["6.1.3", "A.8.30"]
    assert remark.isHidden()


def test_an_excluded_control_leads_to_the_version_that_excludes_it(
    open_page: OpenPage, story: Story, keys: Keys, window: Window
) -> None:
    story.exclude("A.8.30")
    page = open_page(story.raised(on="A.8.30").id)
    keys.on(page.detail.statement.criteria._excluded.correct)
    keys.enter()
    soa = window.current_page()
    assert isinstance(soa, SoaPage)
    (where,) = soa.opened_at
    assert where["reference"] == "A.8.30"
    assert where["version_id"]


def test_a_finding_that_was_taken_back_leaves_the_page_in_order(
    qtbot: QtBot, open_page: OpenPage, story: Story, keys: Keys, window: Window
) -> None:
    page = open_page()
    keys.on(page.list.new)
    keys.press(Qt.Key.Key_N, CTRL)
    keys.enter()
    keys.on(page.list.table if page.list.table.count() else page.list.new)
    window.undo()
    qtbot.waitUntil(lambda: page.list.table.count() == 0)

    assert page.where() == {}
    assert page.flush()
    keys.on(page.list.new)
    keys.press(Qt.Key.Key_N, CTRL)
    keys.enter()
    assert detail(story, page).row.state is FindingState.DRAFT


def test_each_type_is_asked_for_its_own_sentence(open_page: OpenPage, story: Story) -> None:
    strength = story.do(findings.raise_finding, story.audit_id, type=FindingType.STRENGTH).id
    lapse = story.do(findings.raise_finding, story.audit_id, type=FindingType.NONCONFORMITY).id
    page = open_page(strength)
    field = page.detail.statement.parts["statement"].field
    assert field.placeholderText() == "In one sentence, what is done well"
    page.open(finding_id=lapse)
    assert field.placeholderText() == "In one sentence, in which way the requirement is not met"


def test_enter_goes_from_the_list_to_the_title(open_page: OpenPage, story: Story, keys: Keys) -> None:
    page = open_page(story.do(findings.raise_finding, story.audit_id, type=FindingType.STRENGTH).id)
    keys.on(page.list.table)
    keys.enter()
    assert page.detail.title.hasFocus()
