"""The key files of a backup: both, and both whole as long as one of them is."""

from pathlib import Path

from app.errors import UserError
from app.workspace.backups.shelf import list_backups
from app.workspace.files import write_durably
from app.workspace.header import KeyHeader, are_all, damaged_copies, open_header, read_header, write_header
from app.workspace.layout import Layout


def copy_key_files(source: Layout, target: Layout) -> None:
    """Copy each key file as it is, and a whole one in place of a damaged one.

    They may differ where a change of passphrase was interrupted; then either passphrase counts. Raises
    UserError when neither is whole, and OSError.
    """
    whole, damaged = read_header(source.headers), damaged_copies(source.headers)
    for path, copy in zip(source.headers, target.headers, strict=True):
        if path in damaged:
            write_header((copy,), whole)
        else:
            write_durably(copy, path.read_bytes())


def close_backups(root: Path, key: bytes, header: KeyHeader) -> int:
    """Give the backups of the workspace at `root` this header where they still have the key lying in them.

    A power cut may have left one of their two copies open. Returns how many could not be given it, and can
    still be read by everybody.
    """
    left = 0
    for row in list_backups(root):
        paths = Layout(row.folder).headers
        try:
            if _lies_open(paths, key):
                write_header(paths, header)
        except (OSError, UserError):
            left += 1
    return left


def _lies_open(paths: tuple[Path, ...], key: bytes) -> bool:
    copies = [path for path in paths if path not in damaged_copies(paths)]
    return any(are_all((path,), open_header(key)) for path in copies)
