"""Packages that were damaged, or made to do harm by somebody with the public key: nothing of them stays."""

import hashlib
import io
import json
import shutil
import tarfile
from collections import namedtuple
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.errors import UserError
from app.evidence.chunks import Chunks
from app.packages import age
from app.packages.archive import Member, archived
from app.packages.manifest import NAME, Manifest, Piece, from_json, is_safe, to_json
from app.packages.unpacking import Unpacked, unpack
from app.progress import Cancelled
from tests.app.packages.conftest import TO, WITH, files_in

PARTS = {"report.pdf": b"%PDF", "evidence/E-001 log.txt": b"x" * 3000, "evidence/E-002 empty.txt": b""}
Usage = namedtuple("Usage", "free")


def piece(name: str, content: bytes) -> Piece:
    return Piece(name, len(content), hashlib.sha256(content).hexdigest())


def manifest_of(pieces: list[Piece]) -> Manifest:
    at = datetime(2026, 11, 24, tzinfo=UTC)
    return Manifest(
        at, "1", "Ada", "Bo", "Alder Hill", "IA-2026-01", "Audit", 1, "ab", ("E-009",), tuple(pieces)
    )


WHOLE = manifest_of([piece(name, content) for name, content in PARTS.items()])


def members(manifest: Manifest = WHOLE, parts: dict[str, bytes] | None = None) -> Iterator[Member]:
    head = to_json(manifest)
    yield Member(NAME, len(head), 0, [head])
    for name, content in (PARTS if parts is None else parts).items():
        yield Member(name, len(content), 0, [content])


def tar(*args: Any) -> bytes:
    return b"".join(archived(members(*args)))


class Ground:
    """A folder with a package in it, and nothing else that may appear."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.path = root / "audit.age"
        self.folder = root / "unpacked"

    def seal(self, plain: bytes) -> None:
        with self.path.open("wb") as file:
            age.seal(Chunks(iter([plain])), file, TO)

    def unpack(self, plain: bytes, **more: Any) -> Unpacked:
        self.seal(plain)
        return unpack(self.path, self.folder, WITH, **more)

    def refused(self, plain: bytes, said: str, **more: Any) -> None:
        with pytest.raises(UserError, match=said):
            self.unpack(plain, **more)
        self.holds_nothing()

    def holds_nothing(self) -> None:
        assert list(self.root.iterdir()) == [self.path]


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    root = tmp_path / "ground"
    root.mkdir()
    return Ground(root)


HARM = "filled in a way that Assay never does"
CUT = "is damaged or cut short"


def test_what_went_in_comes_out(ground: Ground) -> None:
    done = ground.unpack(tar())
    assert done.manifest == WHOLE
    assert files_in(done.folder) == {**PARTS, NAME: to_json(WHOLE)}
    assert sorted(path.name for path in ground.root.iterdir()) == ["audit.age", "unpacked"]


def test_an_empty_folder_is_filled_and_another_is_left_alone(ground: Ground) -> None:
    ground.folder.mkdir()
    assert files_in(ground.unpack(tar()).folder)
    before = files_in(ground.folder)
    with pytest.raises(UserError, match="There is something at"):
        ground.unpack(tar())
    assert files_in(ground.folder) == before


@pytest.mark.parametrize(
    "name",
    [
        "../out.txt",
        "/etc/passwd",
        "evidence/../../out.txt",
        "evidence/..",
        "a/b/c.txt",
        "evidence//x",
        "",
        ".",
        "C:\\x.txt",
        "C:x.txt",
        "x.txt:stream",
        "evidence\\x.txt",
        "CON.txt",
        "evidence/nul",
        "x\u202etxt.exe",
        "line\nbreak",
        "ends with dot.",
        "manifest.json",
        "MANIFEST.JSON",
        "evidence/" + "x" * 100,
    ],
)
def test_a_name_that_is_more_than_a_file_in_the_folder_is_refused(ground: Ground, name: str) -> None:
    parts = {name: b"harm"}
    listed = manifest_of([piece(name, b"harm")])
    short = dict.fromkeys([name[:90] or "x"], b"harm")
    ground.refused(tar(listed, parts if len(name) < 100 else short), HARM)
    assert name in ("manifest.json", "MANIFEST.JSON") or not is_safe(name)


@pytest.mark.parametrize(("one", "other"), [("a.txt", "A.TXT"), ("é.txt", "e\u0301.txt"), ("a.txt", "a.txt")])
def test_names_that_a_system_takes_for_the_same_are_refused(ground: Ground, one: str, other: str) -> None:
    listed = manifest_of([piece(one, b"1"), piece(other, b"2")])
    ground.refused(tar(listed, {one: b"1", other: b"2"}), HARM)


@pytest.mark.parametrize(
    "kind",
    [
        tarfile.SYMTYPE,
        tarfile.LNKTYPE,
        tarfile.DIRTYPE,
        tarfile.CHRTYPE,
        tarfile.XHDTYPE,
        tarfile.GNUTYPE_LONGNAME,
    ],
)
def test_links_devices_and_extensions_are_refused(ground: Ground, kind: bytes) -> None:
    info = tarfile.TarInfo("report.pdf")
    info.size, info.type, info.linkname = 4, kind, "/etc/passwd"
    plain = tar()
    header = plain.index(b"report.pdf\0")
    ground.refused(plain[:header] + info.tobuf(tarfile.GNU_FORMAT) + plain[header + 512 :], HARM)


def test_what_is_not_in_the_order_of_the_list_is_refused(ground: Ground) -> None:
    turned = dict(reversed(PARTS.items()))
    more = {**PARTS, "more.txt": b"more"}
    fewer = dict(list(PARTS.items())[:-1])
    longer = {**PARTS, "report.pdf": b"%PDF longer"}
    for parts in (turned, more, fewer, longer, {}):
        ground.refused(tar(WHOLE, parts), HARM)


def test_other_bytes_than_the_list_says_are_named(ground: Ground) -> None:
    changed = {**PARTS, "evidence/E-001 log.txt": b"y" * 3000}
    ground.refused(tar(WHOLE, changed), "E-001 log.txt in the package is not what its list says")


@pytest.mark.parametrize("end", [0, 100, 512, 700, 2000, 5000, -1024, -1])
def test_an_archive_that_ends_too_early_is_told(ground: Ground, end: int) -> None:
    ground.refused(tar()[:end], CUT)


def test_what_follows_the_end_is_refused(ground: Ground) -> None:
    ground.refused(tar() + b"x", HARM)
    ground.refused(tar()[:-1] + b"x", HARM)


def test_a_file_that_is_no_package_inside_is_refused(ground: Ground) -> None:
    ordinary = io.BytesIO()
    with tarfile.open(fileobj=ordinary, mode="w", format=tarfile.GNU_FORMAT) as other:
        info = tarfile.TarInfo("letter.txt")
        info.size = 5
        other.addfile(info, io.BytesIO(b"hello"))
    ground.refused(ordinary.getvalue(), HARM)
    ground.refused(b"Only words. " * 100, HARM)


def test_sizes_beyond_reason_are_refused_before_they_are_read(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = tarfile.TarInfo(NAME)
    info.size = 2**40
    ground.refused(info.tobuf(tarfile.GNU_FORMAT) + bytes(4096), HARM)
    info.size = -1
    ground.refused(info.tobuf(tarfile.GNU_FORMAT) + bytes(4096), HARM)
    large = replace(piece("film.mp4", b""), size=2**45)
    ground.refused(tar(manifest_of([large]), {}), r"The package holds 35\.2.TB, and only")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(free=1000))
    ground.refused(tar(), "and only 1.0.kB are free there")


def altered(**values: Any) -> bytes:
    """The list with other values, some of a wrong kind."""
    body = {**json.loads(to_json(WHOLE)), **values}
    head = json.dumps({name: value for name, value in body.items() if value is not ...}).encode()
    whole = list(members())
    return b"".join(archived([Member(NAME, len(head), 0, [head]), *whole[1:]]))


_PIECE = {"name": "x.txt", "size": 1, "sha256": "ab" * 32, "number": "", "title": "", "original_name": ""}


@pytest.mark.parametrize(
    "values",
    [
        {"format": 0},
        {"format": "1"},
        {"format": ...},
        {"made_at": "yesterday"},
        {"made_at": "2026-11-24T09:00:00"},
        {"made_at": 5},
        {"audit": None},
        {"audit": ["IA"]},
        {"revision": "1"},
        {"revision": -1},
        {"revision": True},
        {"log_head": ...},
        {"more": 1},
        {"destroyed": "E-001"},
        {"destroyed": [1]},
        {"left_out": [1]},
        {"as_taken_in": "E-001"},
        {"pieces": {}},
        {"pieces": [5]},
        {"pieces": [{**_PIECE, "size": -1}]},
        {"pieces": [{**_PIECE, "size": 1.5}]},
        {"pieces": [{**_PIECE, "size": 10**30}]},
        {"pieces": [{**_PIECE, "sha256": "short"}]},
        {"pieces": [{**_PIECE, "name": 5}]},
        {"pieces": [{**_PIECE, "more": 5}]},
    ],
)
def test_a_list_of_other_kinds_is_refused(ground: Ground, values: dict[str, Any]) -> None:
    ground.refused(altered(**values), HARM)


def test_a_colleague_with_an_earlier_version_opens_a_package_from_which_nothing_was_left_out() -> None:
    known_since_the_first = {
        *("format", "made_at", "made_with", "made_by", "handed_to", "organisation", "audit", "title"),
        *("revision", "log_head", "destroyed", "pieces"),
    }
    assert set(json.loads(to_json(WHOLE))) == known_since_the_first
    uneven = replace(WHOLE, left_out=("E-003",), as_taken_in=("E-004", "E-005"))
    assert from_json(to_json(uneven)) == uneven


def test_a_package_that_says_that_nothing_was_left_out_is_opened() -> None:
    listed = {**json.loads(to_json(WHOLE)), "left_out": []}
    assert from_json(json.dumps(listed).encode()) == WHOLE


def test_a_package_of_a_newer_version_is_told(ground: Ground) -> None:
    ground.refused(altered(format=2, more=[]), "made by a newer version of Assay")
    with pytest.raises(UserError, match=HARM):
        from_json(b"[" * 100_000)


def test_stopped_on_the_way_nothing_is_left(ground: Ground) -> None:
    def stop(done: int, total: int, _what: str) -> None:
        assert 0 < done <= total == 3004
        raise Cancelled

    with pytest.raises(Cancelled):
        ground.unpack(tar(), progress=stop)
    ground.holds_nothing()


def test_a_drive_that_refuses_is_told_and_nothing_is_left(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Callable[..., Any] = Path.open

    def full(path: Path, mode: str = "r", *args: Any, **named: Any) -> Any:
        if mode == "xb" and path.name.startswith("E-001"):
            raise OSError(28, "No space left on device")
        return real(path, mode, *args, **named)

    monkeypatch.setattr(Path, "open", full)
    ground.refused(tar(), "could not be opened into .*unpacked: No space left on device")
    monkeypatch.undo()
    ground.path.unlink()
    with pytest.raises(UserError, match="No such file or directory"):
        unpack(ground.path, ground.folder, WITH)
    assert list(ground.root.iterdir()) == []
