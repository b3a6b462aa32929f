"""The workbook for responses on the findings page: handing out, or taking in."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from app.errors import UserError
from app.exchange.differences import Comparison
from app.exchange.handing_out import HandedOut, hand_out, owners
from app.exchange.taking_in import TakenIn, compare_again, look_at, take_in
from app.planning.audit_list import audit_row
from app.progress import Progress
from ui.commands import Command
from ui.exchange.difference_view import DifferenceView
from ui.exchange.hand_out_view import HandOutView
from ui.findings.instead import InsteadPanel
from ui.page import Context
from ui.words import _, ngettext

_FOLDER = "export.folder"
_HAND_OUT, _TAKE_IN = 0, 1


class ExchangePanel(InsteadPanel):
    """Hands a workbook out, or shows what came back in one beside what stands here."""

    def __init__(self, context: Context, origin: str) -> None:
        super().__init__(context)
        self._origin = origin
        self._comparison: Comparison | None = None
        self.hand_out_view = HandOutView()
        self.difference_view = DifferenceView(context.words)
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        self._stack.addWidget(self.hand_out_view)
        self._stack.addWidget(self.difference_view)
        self._lay_out(self._stack)

    def _connect(self) -> None:
        self.hand_out_view.save_requested.connect(self._choose_target)
        self.difference_view.take_requested.connect(self._take)

    def first_focus(self) -> QWidget:
        view = self.hand_out_view if self._stack.currentIndex() == _HAND_OUT else self.difference_view
        return view.first_focus() if self._has_something() else self.back_button

    def _has_something(self) -> bool:
        if self._stack.currentIndex() == _HAND_OUT:
            return self.hand_out_view.has_owners()
        return self._comparison is not None and bool(self._comparison.differences)

    def begin_handing_out(self) -> None:
        """Choose for whom a workbook is made."""
        self._comparison = None
        self._title.setText(_("Workbook for responses"))
        self._stack.setCurrentIndex(_HAND_OUT)
        self._show_owners()
        self._come_to_the_front()

    def _show_owners(self) -> None:
        audit_id = self._context.audit_id
        if audit_id is not None:
            with self._context.workspace.read() as unit:
                self.hand_out_view.show_owners(owners(unit, audit_id))

    def begin_taking_in(self) -> None:
        """Ask for the file that came back."""
        folder = str(self._context.settings.get(_FOLDER, str(Path.home())))
        kinds = _("Excel workbooks (*.xlsx *.xlsm);;All files (*)")
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Take in a returned workbook"), folder, kinds)
        if chosen:
            self.look_at(Path(chosen))

    def look_at(self, path: Path) -> None:
        """Read a returned file and show in what it differs."""
        audit_id, words = self._context.audit_id, self._context.words
        workspace, worker = self._context.workspace, self._context.worker

        def work(progress: Progress) -> tuple[Path, Comparison]:
            return path, look_at(workspace, path, worker, words, audit_id, progress)

        self._context.jobs.start(_("Comparing the workbook"), work, self._show_found)

    def _show_found(self, found: tuple[Path, Comparison]) -> None:
        path, comparison = found
        self._title.setText(_("Returned: {name}").format(name=path.name))
        self._stack.setCurrentIndex(_TAKE_IN)
        self._show(comparison)
        self._come_to_the_front()

    def _show(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self.difference_view.show_comparison(comparison)

    def refresh(self) -> None:
        """Read again what changed in the workspace beside what is shown."""
        if self._stack.currentIndex() == _HAND_OUT:
            self._show_owners()
        elif self._comparison is not None:
            self._compare_again(self._comparison)

    def _compare_again(self, comparison: Comparison) -> None:
        """Off the GUI thread: a workbook may have thousands of rows."""
        workspace, words = self._context.workspace, self._context.words

        def work(_progress: Progress) -> Comparison:
            with workspace.read() as unit:
                return compare_again(unit, comparison, words)

        self._context.jobs.start(_("Comparing the workbook"), work, self._show_again)

    def _show_again(self, comparison: Comparison) -> None:
        """Unless another file is shown by now, or none."""
        if self._comparison is not None and self._comparison.returned is comparison.returned:
            self._show(comparison)

    def commands(self) -> Sequence[Command]:
        """What can be done here."""
        group, view = _("Returned workbook"), self.difference_view
        hint = _("Tick a cell first.")
        return (
            self._back_command("exchange.back", group),
            Command(
                "exchange.tick_all", _("Tick all that is new"), view.tick_all, "", group, self._has_cells
            ),
            Command("exchange.untick_all", _("Untick all"), view.untick_all, "", group, self._has_cells),
            Command(
                "exchange.take", _("Take the ticked cells in"), view.take, "", group, view.can_take, hint
            ),
        )

    def _has_cells(self) -> bool:
        return self._comparison is not None

    def close_panel(self) -> None:
        self._comparison = None
        super().close_panel()

    def _choose_target(self, owner_id: str) -> None:
        audit_id, workspace, worker = self._context.audit_id, self._context.workspace, self._context.worker
        folder = Path(self._context.settings.get(_FOLDER, str(Path.home())))
        name = str(folder / self._file_name(owner_id))
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save the workbook"), name, "Excel (*.xlsx)")
        if audit_id is None or not chosen:
            return
        target = Path(chosen)
        self._context.settings.set(_FOLDER, str(target.parent))

        def work(progress: Progress) -> HandedOut:
            return hand_out(workspace, audit_id, target, worker, owner_id or None, progress)

        self._context.jobs.start(_("Writing the workbook"), work, self._tell_saved)

    def _file_name(self, owner_id: str) -> str:
        with self._context.workspace.read() as unit:
            audit = audit_row(unit, self._context.audit_id or "")
        number = audit.number if audit else ""
        owner = self.hand_out_view.owner_name(owner_id)
        letters = "".join(one if one.isalnum() or one in " .-" else "_" for one in owner).strip(" .")
        return f"{number} responses {letters}.xlsx" if letters else f"{number} responses.xlsx"

    def _tell_saved(self, done: HandedOut) -> None:
        self._context.say(_("Saved: {path}").format(path=done.path))

    def _take(self, ids: frozenset[str]) -> None:
        comparison = self._comparison
        if comparison is None:
            return
        workspace, words, origin = self._context.workspace, self._context.words, self._origin

        def work(progress: Progress) -> tuple[TakenIn, Comparison]:
            taken = take_in(workspace, comparison, ids, words, origin=origin, progress=progress)
            with workspace.read() as unit:
                return taken, compare_again(unit, comparison, words)

        self.difference_view.set_taking(True)
        self._context.jobs.start(_("Taking in"), work, self._on_taken, self._refuse_taking, self._stop_taking)

    def _on_taken(self, done: tuple[TakenIn, Comparison]) -> None:
        taken, comparison = done
        self._stop_taking()
        self._show(comparison)
        self.difference_view.tell_taken(taken.cells)
        self._context.say(ngettext("{n} cell was taken in.", "{n} cells were taken in.", taken.cells))
        self.first_focus().setFocus()

    def _refuse_taking(self, error: UserError) -> None:
        self._stop_taking()
        self.refresh()
        self._context.report_error(error)

    def _stop_taking(self) -> None:
        self.difference_view.set_taking(False)
