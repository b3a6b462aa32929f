"""Folders in which a live database is not safe: synchronised ones and network shares."""

import re
import sys
from pathlib import Path

from app.words import N_, Message

_SYNCHRONISED = {
    "OneDrive": re.compile(r"^onedrive( ?- ?.*)?$", re.IGNORECASE),
    "Dropbox": re.compile(r"^dropbox( \(.*\))?$", re.IGNORECASE),
    "Google Drive": re.compile(r"^(google ?drive(-.*)?|my drive)$", re.IGNORECASE),
    "iCloud Drive": re.compile(r"^(iclouddrive|mobile documents|com~apple~clouddocs)$", re.IGNORECASE),
    "Nextcloud": re.compile(r"^(nextcloud|owncloud)$", re.IGNORECASE),
}
_NETWORK_FILE_SYSTEMS = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "davfs"),
        *("fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse"),
    }
)
_OCTAL = re.compile(r"\\([0-7]{3})")


def warning(folder: Path, mounts: Path = Path("/proc/mounts")) -> Message | None:
    """Why a workspace in `folder` is at risk, or None. `mounts` is the kernel's table on Linux."""
    path = folder.resolve()
    for service, pattern in _SYNCHRONISED.items():
        if any(pattern.match(part) for part in path.parts):
            return Message(
                N_(
                    "This folder is kept in step by {service}. It copies files while they are being written, "
                    "which can damage the workspace and puts audit papers on other machines. Choose a local "
                    "folder, and hand over finished work as a file."
                ),
                {"service": service},
            )
    if _on_network(path, mounts):
        return Message(
            N_(
                "This folder lies on a network share. A lost connection or a second program there can "
                "damage the workspace. Choose a folder on this laptop."
            )
        )
    return None


def _on_network(path: Path, mounts: Path) -> bool:
    if sys.platform == "win32":
        return path.drive.startswith("\\\\")
    try:
        lines = mounts.read_text(errors="surrogateescape").splitlines()
    except OSError:
        return False
    best, kind = Path("/"), ""
    for line in lines:
        _device, point, file_system, *_rest = line.split(" ")
        mount = Path(_OCTAL.sub(lambda code: chr(int(code[1], 8)), point))
        if path.is_relative_to(mount) and len(mount.parts) >= len(best.parts):
            best, kind = mount, file_system
    return kind in _NETWORK_FILE_SYSTEMS
