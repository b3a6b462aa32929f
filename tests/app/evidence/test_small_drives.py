"""Drives formatted as FAT32 and the like hold no large file: told before anything is copied (AS-21)."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import UserError
from app.evidence.exporting import export_copy
from app.evidence.intake import attach_bytes, attach_file
from app.workspace.backups.stored_files import copy_file
from app.workspace.workspace import Workspace
from models.evidence import StoredObject
from tests.app.evidence.conftest import Story

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the system limits files on Unix only")
VIDEO, FAT32 = 43 * 10**8, 2**32 - 1


@contextmanager
def files_end_at(most: int) -> Iterator[None]:
    """No file of this program becomes larger than so many bytes."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def video(tmp_path: Path) -> Path:
    """A file of 4.3 GB, of holes."""
    path = tmp_path / "video.mp4"
    path.touch()
    os.truncate(path, VIDEO)
    return path


def test_a_video_is_refused_before_it_is_read(workspace: Workspace, story: Story, video: Path) -> None:
    def progress(done: int, _total: int, _what: str) -> None:
        assert not done, "something was read"

    with files_end_at(FAT32), pytest.raises(UserError, match="cannot hold a file of this size"):
        attach_file(workspace, story.audit, video, progress=progress)
    assert workspace.objects.names() == set()


def test_a_copy_is_refused_before_it_is_written(workspace: Workspace, story: Story, tmp_path: Path) -> None:
    attached = attach_bytes(workspace, story.audit, "video.mp4", b"short")
    with workspace.write("Let it be long") as uow:
        uow.session.scalars(select(StoredObject)).one().size = VIDEO
    out = tmp_path / "out"
    out.mkdir()
    with files_end_at(FAT32), pytest.raises(UserError, match="could not be written"):
        export_copy(workspace, attached.evidence_id, out)
    assert list(out.iterdir()) == []


def test_a_second_backup_is_refused_before_the_file_is_read(video: Path, tmp_path: Path) -> None:
    def tell() -> None:
        pytest.fail("something was read")

    with files_end_at(FAT32), pytest.raises(OSError, match="File too large"):
        copy_file(video, tmp_path / "copy", tell)


def test_a_smaller_limit_is_told_by_the_system_itself(
    workspace: Workspace, story: Story, tmp_path: Path
) -> None:
    path = tmp_path / "video.mp4"
    path.write_bytes(bytes(6 * 1024 * 1024))
    with files_end_at(4 * 1024 * 1024), pytest.raises(UserError, match="cannot hold a file of this size"):
        attach_file(workspace, story.audit, path)
    assert workspace.objects.names() == set()
