"""Evidence, samples and findings as the small cards beside the notes; each of them opens what it shows."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.evidence.reads import EvidenceRow
from app.evidence.sample_reads import SampleRow
from app.findings.reads import FindingRow
from app.findings.terms import FindingState
from ui.evidence_words import weight_text
from ui.finding_words import finding_badge, grade_within, missing_text
from ui.theme import current_look, icon
from ui.widgets.badge import Badge
from ui.widgets.labels import body, label, label_strong, strong
from ui.widgets.lead_label import LeadLabel
from ui.words import _

_ICONS = {"image": "image", "video": "camera", "text": "document"}
_THUMBNAIL = QSize(118, 52)
_SIZE_COLUMN, _EXCEPTIONS_COLUMN = 24, 66


class OpeningCard(QFrame):
    """A card that is a button: Enter, Space and a click open what it shows; `opened` carries its id."""

    opened = Signal(str)

    def __init__(self, tone: str = "plain") -> None:
        super().__init__()
        self._row_id = ""
        self.setProperty("role", "card")
        self.setProperty("tone", tone)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.body = QVBoxLayout(self)

    def set_target(self, row_id: str, name: str) -> None:
        """What it opens, and what it is called by a screen reader."""
        self._row_id = row_id
        self.setAccessibleName(name)

    def set_edges(self, across: int, down: int, spacing: int) -> None:
        px = current_look().px
        self.body.setContentsMargins(px(across), px(down), px(across), px(down))
        self.body.setSpacing(px(spacing))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self._row_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self._row_id)
        else:
            super().keyPressEvent(event)


class EvidenceCard(OpeningCard):
    """Picture, number and title, weight and time; made once and filled again for each item."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QLabel()
        self._icon = ""
        self._name = LeadLabel(lines=2, role="label")
        self._about = label("", 2)
        self._filing = label("", 3)
        self._build()

    def _build(self) -> None:
        self._picture.setProperty("role", "thumbnail")
        self._picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for part in (self._picture, self._name, self._about, self._filing):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def show_row(self, row: EvidenceRow, picture: QPixmap | None, *, says_filing: bool) -> None:
        """Show a piece of evidence, with its small picture if that is drawn already."""
        self.set_target(row.id, f"{row.number} {row.title}")
        self.set_edges(6, 6, 3)
        self._picture.setFixedHeight(current_look().px(_THUMBNAIL.height()))
        self._icon = _ICONS.get(row.media_type.partition("/")[0], "file" if row.has_file else "eye")
        self._name.set_words(row.number, row.title)
        self._about.setText(f"{weight_text(row.weight)} · {row.obtained_at:%H:%M}")
        self._filing.setText(_filing(row) if says_filing else "")
        self._filing.setVisible(says_filing)
        self.show_picture(picture)

    def show_picture(self, picture: QPixmap | None) -> None:
        """Show the small picture, or a sign of what it is while there is none."""
        look = current_look()
        if picture is None:
            side = look.px(20)
            self._picture.setPixmap(icon(self._icon, look.theme, "muted", side).pixmap(QSize(side, side)))
            return
        room = QSize(look.px(_THUMBNAIL.width()), look.px(_THUMBNAIL.height()))
        covering, smooth = (
            Qt.AspectRatioMode.KeepAspectRatioByExpanding,
            Qt.TransformationMode.SmoothTransformation,
        )
        fitted = picture.scaled(room, covering, smooth)
        self._picture.setPixmap(fitted.copy(0, 0, room.width(), room.height()))


def _filing(row: EvidenceRow) -> str:
    """The items and findings that it is filed to, and the words of lines."""
    places = [f"“{one.label}”" if one.target.note_line_id else one.label for one in row.links]
    return _("Filed to {places}").format(places=", ".join(places)) if places else _("Filed to nothing yet")


class SampleLine(OpeningCard):
    """A line of the table of samples: from what, how many, how many exceptions."""

    def __init__(self, row: SampleRow) -> None:
        exceptions = _("{n} exceptions of {size}").format(n=row.exceptions, size=row.size)
        super().__init__("line")
        self.set_target(row.id, f"{row.number} {row.population}: {exceptions}")
        self.set_edges(8, 6, 0)
        found = strong(str(row.exceptions)) if row.exceptions else body(str(row.exceptions))
        population = LeadLabel("", f"{row.number} {row.population}", lines=2, role="label", tone="text")
        self.body.addLayout(_columns(population, body(str(row.size)), found))


def sample_heads() -> QWidget:
    """The names of the columns above the samples."""
    heads = QWidget()
    layout = QVBoxLayout(heads)
    px = current_look().px
    layout.setContentsMargins(px(8), px(2), px(8), px(2))
    layout.addLayout(
        _columns(label_strong(_("Population")), label_strong(_("n")), label_strong(_("Exceptions")))
    )
    return heads


def _columns(population: QWidget, size: QLabel, exceptions: QLabel) -> QHBoxLayout:
    px = current_look().px
    row = QHBoxLayout()
    row.setSpacing(px(8))
    row.addWidget(population, 1, Qt.AlignmentFlag.AlignVCenter)
    for part, width in ((size, _SIZE_COLUMN), (exceptions, _EXCEPTIONS_COLUMN)):
        part.setFixedWidth(px(width))
        part.setAlignment(Qt.AlignmentFlag.AlignRight)
        row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
    return row


class FindingCard(OpeningCard):
    """Number, where it stands, title, and what it lacks before its next step; filled again for each item."""

    def __init__(self) -> None:
        super().__init__("bar")
        self._number = strong("")
        self._standing = Badge("")
        self._title = body("", 3)
        self._missing = label("", 3)
        self.body.addWidget(self._number)
        self.body.addWidget(self._standing, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._title)
        self.body.addWidget(self._missing)

    def show_row(self, row: FindingRow) -> None:
        self.set_target(row.id, f"{row.number} {row.title}")
        self.set_edges(11, 9, 4)
        self._number.setText(row.number)
        self._standing.set_badge(*_standing(row))
        self._title.setText(row.title)
        self._missing.setText(_missing(row) if row.missing else "")
        self._missing.setVisible(bool(row.missing))


def _standing(row: FindingRow) -> tuple[str, str]:
    text, tone = finding_badge(row)
    if not row.is_candidate or row.proposed_grade is None:
        return text, tone
    grade = grade_within(row.proposed_grade, row.own)
    return _("candidate · grade proposed: {grade}").format(grade=grade), tone


def _missing(row: FindingRow) -> str:
    if row.state is FindingState.DRAFT:
        return _("Missing before review: {what}").format(what=missing_text(row))
    return _("Missing before confirming: {what}").format(what=missing_text(row))
