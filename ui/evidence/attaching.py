"""Attaching as a job: files, folders, what is on the clipboard, what is dropped."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import UserError
from app.evidence.circumstances import with_audit
from app.evidence.intake import Attached, Circumstances, Outcome, attach_bytes, attach_files, files_in
from app.evidence.names import display_name
from app.progress import Progress
from app.settings import last_folder
from app.words import N_
from app.workspace.workspace import Workspace
from ui.page import Context
from ui.words import _, ngettext

_FOLDER = "attach.folder"
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class _Done:
    """What a job brought: an outcome per file, and the folders of which only a part was read."""

    outcomes: tuple[Outcome, ...]
    cut_folders: tuple[Path, ...] = ()


class Attaching(QObject):
    """`attached(list of Attached)` follows each job that attached something, after it was told.

    What could not be attached is named in the message bar; it never holds up the rest.
    """

    attached = Signal(object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._window = parent

    def choose_files(self) -> list[Path]:
        """Ask for files; an empty list when nothing was chosen. The folder is remembered."""
        folder = str(last_folder(self._context.settings, _FOLDER))
        names, _kind = QFileDialog.getOpenFileNames(self._window, _("Attach evidence"), folder)
        if names:
            self._context.settings.set(_FOLDER, str(Path(names[0]).parent))
        return [Path(name) for name in names]

    def attach(self, paths: Sequence[Path], circumstances: Circumstances) -> None:
        """Attach files, and the files inside folders, all in the same circumstances."""
        audit_id, workspace, worker = self._context.audit_id, self._context.workspace, self._context.worker
        if audit_id is None or not paths:
            return

        def work(progress: Progress) -> _Done:
            found = _spread(paths, progress)
            how = _("As a file, from the folder “{folder}”").format(folder=_folder_name(paths[0]))
            told = _completed(workspace, audit_id, circumstances, how)
            outcomes = attach_files(workspace, audit_id, found.files, told, worker=worker, progress=progress)
            return _Done((*outcomes, *found.refused), tuple(found.cut))

        self._context.jobs.start(_("Attaching"), work, self._on_done)

    def attach_picture(self, picture: QImage, circumstances: Circumstances) -> None:
        """Attach a picture from memory, named after the moment at which it was taken."""
        audit_id, workspace = self._context.audit_id, self._context.workspace
        if audit_id is None:
            return
        at = circumstances.obtained_at or workspace.seat.clock.now()
        name = f"Screenshot {at:%Y-%m-%d %H.%M.%S}.png"
        how = _("Pasted as a picture")

        def work(progress: Progress) -> _Done:
            told = _completed(workspace, audit_id, circumstances, how)
            done = attach_bytes(workspace, audit_id, name, _png(picture), told, progress=progress)
            return _Done((Outcome(Path(name), done),))

        self._context.jobs.start(_("Attaching"), work, self._on_done)

    def paste(self, circumstances: Circumstances) -> bool:
        """Attach the files or the picture on the clipboard; False when there is neither."""
        return self.take(QGuiApplication.clipboard().mimeData(), circumstances)

    def take(self, data: QMimeData, circumstances: Circumstances) -> bool:
        """Attach what was pasted or dropped: files and folders, else a picture; False for neither."""
        paths = local_paths(data)
        if paths:
            self.attach(paths, circumstances)
            return True
        picture = _picture(data)
        if picture is not None:
            self.attach_picture(picture, circumstances)
        return picture is not None

    def _on_done(self, done: _Done) -> None:
        attached = [outcome.attached for outcome in done.outcomes if outcome.attached is not None]
        self._tell(attached)
        problem = _problem(done)
        if problem is not None:
            self._context.report_error(problem)
        if attached:
            self.attached.emit(attached)

    def _tell(self, attached: Sequence[Attached]) -> None:
        same = [piece for piece in attached if piece.same_as]
        if len(attached) > _MOST_NAMED:
            text = _("Attached: {first} to {last}").format(first=attached[0].number, last=attached[-1].number)
            again = ngettext("{n} file was there already", "{n} files were there already", len(same))
            filed = sum(bool(piece.filed_to) for piece in attached)
            by_time = ngettext("{n} photo filed by its time", "{n} photos filed by their time", filed)
            self._context.say(" · ".join([text, *([again] if same else []), *([by_time] if filed else [])]))
        elif attached:
            names = ", ".join(_named(piece) for piece in attached)
            self._context.say(_("Attached: {numbers}").format(numbers=names))


def _completed(workspace: Workspace, audit_id: str, told: Circumstances, how: str) -> Circumstances:
    """With how it came here, and what the audit tells, where nothing else was told."""
    with workspace.read() as unit:
        return replace(with_audit(unit, audit_id, told), obtained_how=told.obtained_how or how)


def _folder_name(path: Path) -> str:
    """The folder that was given, or the one that a file lies in."""
    return display_name(path.name if _is_folder(path) else path.parent.name)


def local_paths(data: QMimeData) -> list[Path]:
    """The files and folders of this computer that were dropped or pasted."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def can_take(data: QMimeData) -> bool:
    """Whether `Attaching.take` would attach something."""
    return bool(local_paths(data)) or data.hasImage()


def _picture(data: QMimeData) -> QImage | None:
    if not data.hasImage():
        return None
    image = data.imageData()
    picture = image if isinstance(image, QImage) else QImage(image)
    return None if picture.isNull() else picture


@dataclass(frozen=True, slots=True)
class _Found:
    """Files to attach, folders that give none, and folders that hold more than was read."""

    files: list[Path] = field(default_factory=list)
    refused: list[Outcome] = field(default_factory=list)
    cut: list[Path] = field(default_factory=list)


def _spread(paths: Sequence[Path], progress: Progress) -> _Found:
    """Files stay what they are, folders become the files inside them."""
    found = _Found()
    for path in paths:
        progress(0, 0, display_name(path.name))
        if not _is_folder(path):
            found.files.append(path)
            continue
        try:
            _open_folder(path, found)
        except UserError as error:
            found.refused.append(Outcome(path, error=error))
    return found


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        # Attaching it as a file says why it cannot be read.
        return False


def _open_folder(folder: Path, found: _Found) -> None:
    inside = files_in(folder)
    if not inside.paths:
        raise UserError(
            N_("There is no file with content in the folder {folder}."),
            N_("Nothing was attached from it."),
            folder=display_name(str(folder)),
        )
    found.files.extend(inside.paths)
    if inside.has_more:
        found.cut.append(folder)


def _problem(done: _Done) -> UserError | None:
    """What to tell of what was not attached, in one message."""
    refused = [outcome for outcome in done.outcomes if outcome.error is not None]
    if len(refused) > 1:
        return _several_refused(refused, some_came=len(refused) < len(done.outcomes))
    if refused:
        return refused[0].error
    if done.cut_folders:
        return UserError(
            N_("The folder {folder} holds more files than are attached at once."),
            N_("The first ones, by name, are attached."),
            N_("Attach the others from the folders inside it."),
            folder=display_name(str(done.cut_folders[0])),
        )
    return None


def _several_refused(refused: Sequence[Outcome], *, some_came: bool) -> UserError:
    names = [display_name(outcome.path.name) for outcome in refused[:_MOST_NAMED]]
    if len(refused) > _MOST_NAMED:
        names.append("…")
    return UserError(
        N_("{count} files could not be attached: {names}."),
        N_("The others are attached.") if some_came else N_("Nothing was attached."),
        N_("Attach one of these alone to read why."),
        count=len(refused),
        names=", ".join(names),
    )


def _named(piece: Attached) -> str:
    if piece.same_as:
        return _("{number} (same file as {other})").format(number=piece.number, other=piece.same_as)
    if piece.filed_to:
        return _("{number} (by its time to {item})").format(number=piece.number, item=piece.filed_to)
    return piece.number


def _png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(picture)
    return bytes(buffer.data().data())
