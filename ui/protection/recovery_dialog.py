"""Shows a new recovery key: once, to be copied, saved or written down."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.clock import Clock
from app.errors import UserError
from app.words import Words
from app.workspace.recovery_key import RecoveryKey, save_recovery_key
from ui.theme import current_look
from ui.widgets.buttons import button, link_button, primary_button
from ui.widgets.card import Card
from ui.widgets.labels import body, heading, muted, strong
from ui.words import _

_WIDTH, _KEY_LETTERS = 520, 18
_DOTS = "•••••"


class RecoveryDialog(QDialog):
    """Shows the key when it is asked to. `declined()` says that the auditor goes without one."""

    declined = Signal()

    def __init__(
        self, recovery_key: RecoveryKey, workspace: Path, clock: Clock, words: Words, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Recovery key"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._key = recovery_key
        self._workspace = workspace
        self._clock = clock
        self._words = words
        self._is_shown = False
        self.shown = QLabel()
        self.show_button = button(_("Show"), "eye")
        self.copy_button = button(_("Copy"))
        self.save_button = button(_("Save as a file…"))
        self.done_button = primary_button(_("I have written it down"))
        self.without_button = link_button(_("Go without a recovery key"))
        self._said = strong("", None)
        self._lay_out()
        self._show_key()
        self.show_button.clicked.connect(self._turn)
        self.copy_button.clicked.connect(self._copy)
        self.save_button.clicked.connect(self._choose_file)
        self.done_button.clicked.connect(self.accept)
        self.without_button.clicked.connect(self._decline)

    def _lay_out(self) -> None:
        px = current_look().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(24), px(20), px(24), px(16))
        layout.setSpacing(px(12))
        layout.addWidget(heading(_("Recovery key")))
        layout.addWidget(
            body(
                _(
                    "It opens this workspace when the passphrase is forgotten. Without the passphrase and "
                    "without this key nothing can be recovered, by anybody."
                )
            )
        )
        card = Card(tone="quiet")
        card.body.addWidget(self.shown)
        layout.addWidget(card)
        ways = QHBoxLayout()
        ways.setSpacing(px(8))
        for way in (self.show_button, self.copy_button, self.save_button):
            ways.addWidget(way)
        ways.addStretch(1)
        layout.addLayout(ways)
        layout.addWidget(self._said)
        layout.addWidget(
            muted(
                _(
                    "Keep it on paper where you keep valuables, or in a password manager; not on this "
                    "laptop. It is shown only now. The settings make a new one at any time."
                )
            )
        )
        ends = QHBoxLayout()
        ends.setSpacing(px(16))
        ends.addWidget(self.done_button)
        ends.addWidget(self.without_button)
        ends.addStretch(1)
        layout.addLayout(ends)
        self._said.hide()
        self._dress_key()
        self.done_button.setEnabled(False)
        self.setFixedWidth(px(_WIDTH))

    def _dress_key(self) -> None:
        font = QFont(self.font())
        font.setPixelSize(current_look().px(_KEY_LETTERS))
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1)
        self.shown.setFont(font)
        self.shown.setTextFormat(Qt.TextFormat.PlainText)
        self.shown.setAlignment(Qt.AlignmentFlag.AlignHCenter)

    def reject(self) -> None:
        """Leaving without a use for the key is to go without it; once it was used it stays."""
        super().reject()
        if not self.done_button.isEnabled():
            self.declined.emit()

    def _decline(self) -> None:
        super().reject()
        self.declined.emit()

    def _turn(self) -> None:
        self._is_shown = not self._is_shown
        self.done_button.setEnabled(True)
        self._show_key()

    def _show_key(self) -> None:
        groups = self._key.printed().split("-") if self._is_shown else [_DOTS] * 8
        self.shown.setText("\n".join(" – ".join(groups[at : at + 4]) for at in (0, 4)))
        self.shown.setAccessibleName(" ".join(groups) if self._is_shown else _("The key is hidden"))
        self.show_button.set_label(_("Hide") if self._is_shown else _("Show"))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._key.printed())
        self.done_button.setEnabled(True)
        self._say(_("Copied. Paste it into your password manager; locking empties the clipboard."))

    def _choose_file(self) -> None:
        name = _("Recovery key of {name}.txt").format(name=self._workspace.stem)
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Save the recovery key"), str(Path.home() / name), _("Text (*.txt)")
        )
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write the key to a file, or say why that cannot be done."""
        try:
            save_recovery_key(path, self._key, self._workspace, self._words, self._clock.now().date())
        except UserError as error:
            self._say(" ".join(error.sentences(self._words)))
            return
        self.done_button.setEnabled(True)
        self._say(
            _("Saved as {path}. Move it off this laptop, or print it and delete the file.").format(path=path)
        )

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.show()
