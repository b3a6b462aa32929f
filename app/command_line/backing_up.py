"""The commands that back a workspace up and make one from a backup."""

from argparse import Namespace
from pathlib import Path

from app.command_line.answer import Answer
from app.command_line.progress_line import shown_progress
from app.command_line.session import Session, passphrase_from
from app.errors import UserError
from app.words import N_
from app.workspace.backups.keeping import Kept, keep_backed_up
from app.workspace.backups.manifest import BY_HAND
from app.workspace.backups.place import is_there
from app.workspace.backups.restoring import restore as restore_backup
from app.workspace.backups.second_place import refuse_inside
from app.workspace.header import new_header


def back_up(session: Session, options: Namespace) -> Answer:
    """Make a backup in the workspace's folder, and a second copy in the folder of `--to`."""
    to: Path | None = options.to
    if to is not None:
        refuse_inside(to, options.workspace)
        _refuse_away(to)
    with session.opened(options) as workspace:
        kept = keep_backed_up(workspace, BY_HAND, to, shown_progress(session.words))
    data = {
        "workspace": str(options.workspace),
        "backup": str(kept.backup.folder),
        "at": kept.at.isoformat(),
        "bytes": kept.backup.size,
        "files_missing": kept.backup.missing,
        "backups_cleaned": sum(one.rewritten for one in kept.cleaned),
        "backups_unclean": kept.unclean,
        "copy": str(kept.copy) if kept.copy else None,
    }
    lines = [session.words.text(N_("Backed up to {backup}."), backup=data["backup"])]
    if kept.copy:
        lines.append(session.words.text(N_("Copied to {copy}."), copy=data["copy"]))
    return Answer(tuple(lines), data, _warnings(session, kept))


def _warnings(session: Session, kept: Kept) -> tuple[str, ...]:
    missing = session.words.plural(
        N_("{n} stored file is missing in the workspace. “verify” names it."),
        N_("{n} stored files are missing in the workspace. “verify” names them."),
        kept.backup.missing,
    )
    unclean = session.words.plural(
        N_("{n} earlier backup still holds what was destroyed. The next one tries again to clean it."),
        N_("{n} earlier backups still hold what was destroyed. The next one tries again to clean them."),
        kept.unclean,
    )
    return tuple(text for text, count in ((missing, kept.backup.missing), (unclean, kept.unclean)) if count)


def _refuse_away(to: Path) -> None:
    if not is_there(to):
        raise UserError(
            N_("There is no folder {path}."),
            N_("Nothing was backed up."),
            N_("Make it, or connect the drive that it is on."),
            path=to,
        )


def restore(session: Session, options: Namespace) -> Answer:
    """Make a workspace from a backup; what is there already is never written over."""
    secret = session.secret(options.backup, options)
    passphrase = passphrase_from(options.new_passphrase_file)
    fresh = new_header(passphrase) if passphrase else None
    done = restore_backup(options.backup, options.workspace, secret, shown_progress(session.words), fresh)
    data = {
        "backup": str(options.backup),
        "workspace": str(options.workspace),
        "files_lost": done.lost,
        "new_keys": fresh is not None,
    }
    line = session.words.text(N_("Restored as {path}."), path=options.workspace)
    lost = session.words.plural(
        N_("{n} stored file was not whole in the backup. “verify” names it."),
        N_("{n} stored files were not whole in the backup. “verify” names them."),
        done.lost,
    )
    return Answer((line,), data, (lost,) if done.lost else ())
