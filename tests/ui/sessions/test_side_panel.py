"""The cards beside the notes, of an item on which there is more than anybody looks through meanwhile."""

from PySide6.QtWidgets import QPushButton

from app.words import N_
from models.evidence import Evidence, EvidenceKind, EvidenceLink
from models.finding import Finding
from tests.ui.sessions.conftest import Auditor, OtherPage
from tests.ui.sessions.story import NOW
from ui.sessions.side_cards import EvidenceCard, FindingCard, OpeningCard

_MANY = 23


def fill(auditor: Auditor, reference: str) -> None:
    """Evidence E-901 to E-923 and as many findings on an item."""
    item_id, audit_id = auditor.story.items[reference], auditor.story.audit_id
    with auditor.workspace.write(N_("Fill")) as uow:
        for number in range(901, 901 + _MANY):
            piece = Evidence(
                audit_id=audit_id,
                number=f"E-{number}",
                title=f"Export {number}",
                kind=EvidenceKind.REFERENCE_ONLY,
                obtained_at=NOW,
            )
            link = EvidenceLink(evidence_id=piece.id, item_id=item_id)
            finding = Finding(audit_id=audit_id, number=f"F-{number}", item_id=item_id, raised_at=NOW)
            uow.session.add_all([piece, link, finding])


def shown(auditor: Auditor, kind: type[OpeningCard]) -> list[str]:
    """The numbers on the cards, from top to bottom."""
    cards = [card for card in auditor.page.findChildren(kind) if card.isVisible()]
    cards.sort(key=lambda card: (card.y(), card.x()))
    return [card.accessibleName().split()[0] for card in cards]


def test_the_newest_have_a_card_and_a_line_leads_to_the_rest(auditor: Auditor) -> None:
    fill(auditor, "A.8.24")
    auditor.open("A.8.24")
    newest = [f"E-{number}" for number in range(923, 903, -1)]
    auditor.qtbot.waitUntil(lambda: shown(auditor, EvidenceCard) == newest)
    assert len(shown(auditor, FindingCard)) == 20
    auditor.click("and 3 more")
    page = auditor.window.current_page()
    assert isinstance(page, OtherPage)
    assert page.opened_at == [{"on_item": auditor.story.items["A.8.24"]}]


def test_where_all_have_a_card_no_line_says_more(auditor: Auditor) -> None:
    fill(auditor, "A.8.24")
    auditor.open("A.8.24")
    auditor.qtbot.waitUntil(lambda: len(shown(auditor, EvidenceCard)) == 20)
    auditor.open("A.8.13")
    auditor.qtbot.waitUntil(lambda: len(shown(auditor, EvidenceCard)) < 20)
    texts = [part.accessibleName() for part in auditor.page.findChildren(QPushButton) if part.isVisible()]
    assert not any(text.startswith("and ") for text in texts)
