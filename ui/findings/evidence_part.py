"""The evidence and the samples that the finding rests on, as chips, and the field that adds some."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.evidence.reads import EvidenceFilter, evidence_ids, evidence_rows
from app.evidence.sample_reads import samples_of_audit
from app.findings import labels, links
from app.findings.detail import EvidenceView, FindingDetail, SampleView
from app.follow_up.followed import following_audits
from app.unit_of_work import ReadUnit
from ui.evidence_words import kind_text
from ui.findings.chip import Chip
from ui.findings.editor import Editor, Shown
from ui.findings.pick_field import MOST, Choice, PickField
from ui.theme import current_look
from ui.widgets.buttons import link_button
from ui.widgets.flow import Flow
from ui.words import _

_EVIDENCE, _SAMPLE = "evidence:", "sample:"
# More than these are found by a word sooner than by looking.
_MOST_OFFERED = 6


class EvidencePart(QWidget):
    """Works on the row of chips that a text part has beside its name.

    `place_requested(page_id, where)` leads to the evidence page.
    """

    place_requested = Signal(str, dict)

    def __init__(self, editor: Editor, head: Flow) -> None:
        super().__init__()
        self._editor = editor
        self._head = head
        self._kept = head.row.count()
        self._known: tuple[object, ...] = ()
        self.add = link_button(_("Add…"))
        self.add.setAccessibleName(_("Add evidence"))
        self._pick = PickField(
            _("Evidence or sample"),
            _("Type a number or a word, such as E-031 or restore"),
            self._find,
            _("No other evidence of this audit holds these words. Attach it in the session, or on its page."),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_look().px(4))
        layout.addWidget(self._pick)
        self.add.clicked.connect(self.begin)
        self._pick.picked.connect(self._link)
        self._pick.given_up.connect(self.add.setFocus)

    def show_shown(self, shown: Shown) -> None:
        detail = shown.detail
        known = (
            detail.row.id,
            detail.evidence,
            detail.samples,
            detail.suggested_evidence,
            detail.suggested_samples,
            detail.can_be_written,
            detail.can_take_evidence,
        )
        if known == self._known:
            return
        if self._known[:1] != known[:1]:
            self._pick.end()
        self._known = known
        self._show_chips(detail)

    def _show_chips(self, detail: FindingDetail) -> None:
        self._head.row.removeWidget(self.add)
        self._head.clear(self._kept)
        for piece in detail.evidence:
            self._chip(_EVIDENCE + piece.id, piece.number, evidence_text(piece), detail.can_be_written)
        for sample in detail.samples:
            self._chip(_SAMPLE + sample.id, sample.number, sample_text(sample), detail.can_be_written)
        if detail.can_take_evidence:
            self._show_suggestions(detail)
        self._head.add(self.add)
        self.add.setVisible(detail.can_take_evidence)

    def _chip(self, key: str, number: str, text: str, removable: bool) -> None:
        chip = Chip(key, number, _("Open {what}").format(what=text), removable=removable)
        chip.pressed_on.connect(self._open)
        chip.removed.connect(self._unlink)
        self._head.add(chip)

    def _show_suggestions(self, detail: FindingDetail) -> None:
        """What the item has and the finding does not rest on yet; of many the last ones taken."""
        offered = [(_EVIDENCE + one.id, one.number, evidence_text(one)) for one in detail.suggested_evidence]
        del offered[:-_MOST_OFFERED]
        offered += [(_SAMPLE + one.id, one.number, sample_text(one)) for one in detail.suggested_samples]
        for key, number, text in offered:
            tip = _("From the same item: add {what}").format(what=text)
            chip = Chip(key, f"+ {number}", tip, removable=False, suggested=True)
            chip.pressed_on.connect(self._link)
            self._head.add(chip)

    def begin(self) -> None:
        """Open the field with the caret in it."""
        self._pick.begin()

    def _find(self, text: str) -> Sequence[Choice]:
        context, shown = self._editor.context, self._editor.shown
        if context.audit_id is None or shown is None:
            return ()
        with context.workspace.read() as unit:
            return found_in(unit, context.audit_id, shown.detail, text)

    def _link(self, key: str) -> None:
        act: Callable[..., object] = links.link_evidence if key.startswith(_EVIDENCE) else links.link_sample
        if self._editor.do(labels.LINK_EVIDENCE, act, self._editor.finding_id, key.partition(":")[2]):
            self._pick.end()
            self.add.setFocus()

    def _unlink(self, key: str) -> None:
        of_evidence = key.startswith(_EVIDENCE)
        act: Callable[..., object] = links.unlink_evidence if of_evidence else links.unlink_sample
        if self._editor.do(labels.UNLINK_EVIDENCE, act, self._editor.finding_id, key.partition(":")[2]):
            self.add.setFocus()

    def _open(self, key: str) -> None:
        name = "evidence_id" if key.startswith(_EVIDENCE) else "sample_id"
        self.place_requested.emit("evidence", {name: key.partition(":")[2]})


def found_in(unit: ReadUnit, audit_id: str, detail: FindingDetail, text: str) -> list[Choice]:
    """Evidence and samples that hold the text and that the finding does not rest on yet.

    Those of the audit, and evidence of the audits that follow the finding up.
    """
    taken = {one.id for one in detail.evidence} | {one.id for one in detail.samples}
    found = []
    audits = [("", audit_id), *((one.number, one.id) for one in following_audits(unit, detail.row.id))]
    for number, of_audit in audits:
        ids = [one for one in evidence_ids(unit, of_audit, EvidenceFilter(text)) if one not in taken]
        found += [
            Choice(_EVIDENCE + row.id, f"{number} {row.number} {row.title} · {kind_text(row.kind)}".strip())
            for row in evidence_rows(unit, ids[:MOST])
        ]
    words = text.casefold().split()
    for sample in samples_of_audit(unit, audit_id):
        named = f"{sample.number} {sample.population}"
        if sample.id not in taken and all(word in named.casefold() for word in words):
            found.append(Choice(_SAMPLE + sample.id, _("{sample} · sample").format(sample=named)))
    return found


def evidence_text(piece: EvidenceView) -> str:
    return f"{piece.number} {piece.title}"


def sample_text(sample: SampleView) -> str:
    """S-05 Restore tests, 3 of 4 exceptions."""
    named = f"{sample.number} {sample.population}"
    if not sample.size:
        return named
    return _("{sample}, {n} of {size} exceptions").format(sample=named, n=sample.exceptions, size=sample.size)
