"""Folders in which a live database is not safe."""

from pathlib import Path

import pytest

from app.workspace.location import warning

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/export /srv/audits nfs4 rw 0 0
//server/share /srv/my\\040share\\134x cifs rw 0 0
/dev/sdb1 /srv/audits/stick vfat rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
"""


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    file = tmp_path / "mounts"
    file.write_text(MOUNTS)
    return file


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Alder Hill Clinics", "OneDrive"),
        ("Library/CloudStorage/OneDrive-AlderHill", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Alder Hill)", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("Library/CloudStorage/GoogleDrive-ann@example.org/My Drive", "Google Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud Drive"),
        ("iCloudDrive", "iCloud Drive"),
        ("Nextcloud", "Nextcloud"),
    ],
)
def test_a_synchronised_folder_gets_a_warning_with_the_reason(
    tmp_path: Path, mounts: Path, folder: str, service: str
) -> None:
    message = warning(tmp_path / folder / "Audits" / "x.assay", mounts)
    assert message is not None
    assert f"kept in step by {service}" in str(message)
    assert "Choose a local folder" in str(message)


@pytest.mark.parametrize("folder", ["Documents", "My OneDrives", "dropbox-notes", "Reports about OneDrive"])
def test_an_ordinary_folder_gets_none(tmp_path: Path, mounts: Path, folder: str) -> None:
    assert warning(tmp_path / folder / "x.assay", mounts) is None


@pytest.mark.parametrize(
    ("folder", "is_network"),
    [
        ("/srv/audits/x.assay", True),
        ("/srv/my share\\x/x.assay", True),
        ("/srv/audits/stick/x.assay", False),
        ("/srv/auditsandmore/x.assay", False),
        ("/run/user/1000/gvfs/share/x.assay", True),
        ("/srv/x.assay", False),
    ],
)
def test_a_network_share_gets_a_warning_with_the_reason(mounts: Path, folder: str, is_network: bool) -> None:
    message = warning(Path(folder), mounts)
    assert (message is not None) is is_network
    assert message is None or "network share" in str(message)


def test_without_a_table_of_mounts_nothing_is_said_of_networks(tmp_path: Path) -> None:
    assert warning(Path("/srv/audits/x.assay"), tmp_path / "none") is None
