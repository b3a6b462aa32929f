"""The form for a new workspace: whose it is, who works in it, where it lies, and what protects it."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.workspace.location import warning
from ui.protection.passphrase_dialog import objection_to, objection_to_repeated, secret_field
from ui.theme import current_look
from ui.welcome.opening import NewWorkspace, suggested_path
from ui.widgets.buttons import button, primary_button
from ui.widgets.card import Card
from ui.widgets.form import FormRow, LineField, form_row, line_field
from ui.widgets.labels import body, heading
from ui.widgets.segmented import Segmented
from ui.words import _, message

WITH, WITHOUT = "with", "without"


class NewForm(QWidget):
    """`submitted` carries a NewWorkspace, `left` says that the auditor went back."""

    submitted = Signal(object)
    left = Signal()

    def __init__(self, home: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._home = home
        self._path_is_own = False
        self._build_fields()
        self._lay_out()
        self.organization.textChanged.connect(self._suggest_path)
        self.folder.textEdited.connect(self._keep_path)
        self.folder.textChanged.connect(self._warn)
        self.choose_button.clicked.connect(self._choose_folder)
        self.protection.chosen.connect(self._show_protection)
        self.create_button.clicked.connect(self._submit)
        for field in (self.organization, self.person, self.role, self.folder, self.passphrase, self.repeated):
            field.returnPressed.connect(self._submit)
        self.back_button.clicked.connect(self.left)
        self.clear()

    def _build_fields(self) -> None:
        self.organization = line_field()
        self.person = line_field()
        self.role = line_field(_("for example Lead auditor"))
        self.folder = line_field()
        self.choose_button = button(_("Choose…"))
        self.protection = Segmented(
            [(WITH, _("Protect with a passphrase")), (WITHOUT, _("Go without a passphrase"))]
        )
        self.passphrase = secret_field()
        self.repeated = secret_field()
        self.create_button = primary_button(_("Create workspace"))
        self.back_button = button(_("Back"))
        self._organization_row = form_row(
            _("Organisation under audit"), self.organization, _("As the report prints it.")
        )
        self._person_row = form_row(_("Your name"), self.person, _("Everything you do is logged under it."))
        self._role_row = form_row(_("Your role"), self.role)
        self._folder_row = form_row(
            _("Folder of the workspace"),
            self._folder_line(),
            _("Its name can be read without the passphrase."),
        )
        self.folder.setAccessibleName(_("Folder of the workspace"))
        self._passphrase_row = form_row(_("Passphrase"), self.passphrase)
        self._repeated_row = form_row(_("Passphrase again"), self.repeated)
        self._meaning = body("")

    def _lay_out(self) -> None:
        px = current_look().px
        card = Card()
        card.body.setSpacing(px(12))
        card.body.addWidget(heading(_("New workspace")))
        card.body.addWidget(self._organization_row)
        card.body.addLayout(_side_by_side(self._person_row, self._role_row))
        card.body.addWidget(self._folder_row)
        card.body.addWidget(self.protection)
        card.body.addWidget(self._meaning)
        card.body.addLayout(_side_by_side(self._passphrase_row, self._repeated_row))
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addWidget(self.create_button)
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        layout.addStretch(1)

    def _folder_line(self) -> QWidget:
        line = QWidget()
        line.setFocusProxy(self.folder)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_look().px(8))
        row.addWidget(self.folder, 1)
        row.addWidget(self.choose_button)
        return line

    def clear(self) -> None:
        """Start afresh; passphrases do not stay in the fields."""
        for field in (self.organization, self.person, self.role, self.passphrase, self.repeated):
            field.clear()
        self._path_is_own = False
        self.folder.setText(str(suggested_path(self._home, "")))
        self._organization_row.set_remark("")
        self._person_row.set_remark("")
        self.protection.choose(WITH)
        self._show_protection(WITH)
        self.set_busy(False)

    def set_busy(self, busy: bool) -> None:
        """While it is being made nothing can be pressed twice."""
        self.create_button.setEnabled(not busy)
        self.back_button.setEnabled(not busy)
        self.create_button.set_label(_("Creating…") if busy else _("Create workspace"))

    def _suggest_path(self, organization: str) -> None:
        if not self._path_is_own:
            self.folder.setText(str(suggested_path(self._home, organization)))

    def _keep_path(self) -> None:
        self._path_is_own = True

    def _choose_folder(self) -> None:
        parent = QFileDialog.getExistingDirectory(self, _("Where shall the workspace lie?"), str(self._home))
        if parent:
            self._path_is_own = True
            self.folder.setText(str(Path(parent) / Path(self.folder.text()).name))

    def _warn(self, text: str) -> None:
        concern = warning(Path(text)) if text.strip() and "\0" not in text else None
        self._folder_row.set_remark(message(concern) if concern else "")

    def _show_protection(self, choice: str) -> None:
        is_protected = choice == WITH
        self._passphrase_row.setVisible(is_protected)
        self._repeated_row.setVisible(is_protected)
        self._passphrase_row.set_remark("")
        self._repeated_row.set_remark("")
        self._meaning.setText(_with_passphrase() if is_protected else _without_passphrase())

    def _submit(self) -> None:
        if not self.create_button.isEnabled():
            return
        wrong = [row for row, text in self._objections() if _object(row, text)]
        if wrong:
            wrong[0].field.setFocus()
            return
        passphrase = self.passphrase.text() if self.protection.current() == WITH else None
        self.submitted.emit(
            NewWorkspace(
                Path(self.folder.text().strip()).expanduser(),
                self.organization.text().strip(),
                self.person.text().strip(),
                self.role.text().strip(),
                passphrase,
            )
        )

    def _objections(self) -> list[tuple[FormRow, str]]:
        found = [
            (self._organization_row, self._missing(self.organization, _("Enter the organisation’s name."))),
            (self._person_row, self._missing(self.person, _("Enter your name."))),
        ]
        if not self.folder.text().strip() or "\0" in self.folder.text():
            found.append((self._folder_row, _("Enter the folder that is to be made.")))
        if self.protection.current() == WITH:
            found += [
                (self._passphrase_row, objection_to(self.passphrase.text())),
                (self._repeated_row, objection_to_repeated(self.passphrase.text(), self.repeated.text())),
            ]
        return found

    def _missing(self, field: LineField, text: str) -> str:
        return "" if field.text().strip() else text


def _side_by_side(left: QWidget, right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(current_look().px(12))
    row.addWidget(left, 1, Qt.AlignmentFlag.AlignTop)
    row.addWidget(right, 1, Qt.AlignmentFlag.AlignTop)
    return row


def _object(row: FormRow, text: str) -> bool:
    row.set_remark(text)
    return bool(text)


def _with_passphrase() -> str:
    return _(
        "It encrypts everything in the workspace. A forgotten passphrase cannot be recovered by anybody: "
        "keep it in a password manager or on paper in a safe. A recovery key is offered next; without both, "
        "nothing can be recovered."
    )


def _without_passphrase() -> str:
    return _(
        "Whoever can read this folder can read the audits in it: on a lost laptop, in a backup, under a "
        "shared account. Choose this only where the disk itself is encrypted."
    )
