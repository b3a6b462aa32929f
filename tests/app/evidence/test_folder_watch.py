"""A folder that a phone or a scanner puts files into: what came is told once it is whole."""

import os
from pathlib import Path

import pytest

from app.evidence.folder_watch import FolderWatch, is_offered, still_there


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Camera"
    made.mkdir()
    return made


@pytest.fixture
def watch(folder: Path) -> FolderWatch:
    (folder / "old.jpg").write_bytes(b"was there before")
    watch = FolderWatch(folder)
    watch.look()
    return watch


def looked(watch: FolderWatch, times: int = 4) -> list[str]:
    """The names of what came, after the folder was looked at some times more."""
    for _look in range(times):
        watch.look()
    return [path.name for path in watch.arrived()]


def test_a_photo_that_comes_is_told_once_and_what_was_there_is_not(watch: FolderWatch, folder: Path) -> None:
    (folder / "IMG_1.jpg").write_bytes(b"photo")
    assert looked(watch) == ["IMG_1.jpg"]
    assert looked(watch) == []


def test_a_file_is_told_when_it_is_whole(watch: FolderWatch, folder: Path) -> None:
    with (folder / "scan.pdf").open("wb") as file:
        for _piece in range(10):
            file.write(b"x" * 1000)
            file.flush()
            assert looked(watch, 1) == []
    assert looked(watch) == ["scan.pdf"]


def test_a_scanner_that_writes_over_its_file_gives_a_new_one(watch: FolderWatch, folder: Path) -> None:
    (folder / "scan.pdf").write_bytes(b"first")
    assert looked(watch) == ["scan.pdf"]
    (folder / "scan.pdf").write_bytes(b"the second page")
    assert looked(watch) == ["scan.pdf"]


def test_links_folders_pipes_hidden_empty_and_half_files_are_not_offered(
    watch: FolderWatch, folder: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "passwords.txt"
    secret.write_bytes(b"secret")
    (folder / "link.txt").symlink_to(secret)
    (folder / "new folder").mkdir()
    (folder / "empty.txt").touch()
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.txt")
    for name in (".hidden.jpg", "~$letter.docx", "video.mp4.part", "photo.jpg.crdownload", "Thumbs.db"):
        (folder / name).write_bytes(b"x")
    (folder / "last.jpg").write_bytes(b"photo")
    assert looked(watch) == ["last.jpg"]
    assert looked(watch) == []


def test_a_file_that_turns_into_a_link_before_it_is_taken_is_not_taken(folder: Path, tmp_path: Path) -> None:
    photo, gone, link = folder / "photo.jpg", folder / "gone.jpg", folder / "link.jpg"
    photo.write_bytes(b"photo")
    link.symlink_to(tmp_path)
    assert still_there([photo, gone, link]) == [photo]


def test_a_folder_that_is_unplugged_and_comes_back_is_watched_on(watch: FolderWatch, folder: Path) -> None:
    away = folder.rename(folder.with_name("away"))
    assert looked(watch) == []
    assert watch.is_lost
    away.rename(folder)
    (folder / "IMG_2.jpg").write_bytes(b"photo")
    assert looked(watch) == ["IMG_2.jpg"]
    assert not watch.is_lost


def test_it_looks_by_itself_until_it_is_stopped(watch: FolderWatch, folder: Path) -> None:
    (folder / "IMG_3.jpg").write_bytes(b"photo")
    watch._seconds = 0.01
    watch.start()
    assert watch._arrived.get(timeout=20).name == "IMG_3.jpg"
    watch.stop()
    assert not watch._thread.is_alive()


@pytest.mark.parametrize(
    ("name", "offered"),
    [("Größe–Łódź.pdf", True), ("scan.PART", False), (".DS_Store", False), ("desktop.ini", False)],
)
def test_a_name_says_whether_a_file_may_be_evidence(name: str, offered: bool) -> None:
    assert is_offered(name) is offered
