"""AS-31: what a thief finds on the disk after the workspace was closed or locked, or its program killed."""

import gzip
import io
import os
import re
import secrets
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from app.workspace.opening import create_workspace
from app.workspace.workspace import Seat
from tests.app.workspace.test_survival import ROOT
from tests.traces.program import PASSPHRASE, zipped

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the folders of a user are others there")

CANARIES = 1_000
LONG = 120
FOLDERS = {
    "HOME": "home",
    "XDG_CONFIG_HOME": "home/config",
    "XDG_CACHE_HOME": "home/cache",
    "XDG_STATE_HOME": "home/state",
    "XDG_DATA_HOME": "home/data",
    "XDG_RUNTIME_DIR": "run",
    "TMPDIR": "tmp",
}


class Laptop:
    """A disk of our own with a user's folders on it, a workspace, and what must not be found there."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.canaries = [f"canary{secrets.token_hex(8)}" for _ in range(CANARIES)]
        for folder in FOLDERS.values():
            (root / folder).mkdir(parents=True, exist_ok=True)
        (root / FOLDERS["XDG_RUNTIME_DIR"]).chmod(0o700)
        self.workspace = root / "audits.assay"
        create_workspace(self.workspace, PASSPHRASE, Seat("Assay", "device-1")).close()

    def environment(self) -> dict[str, str]:
        own = {name: str(self.root / folder) for name, folder in FOLDERS.items()}
        return {**os.environ, **own, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"}

    @contextmanager
    def program(self, mode: str) -> Iterator["subprocess.Popen[str]"]:
        """The program until it has done its work; killed at the end if it still runs."""
        command = [sys.executable, "-m", "tests.traces.program", str(self.workspace), mode]
        with subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.environment(),
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            try:
                assert process.stdin is not None
                assert process.stdout is not None
                process.stdin.write("\n".join(self.canaries))
                process.stdin.close()
                said = process.stdout.readline()
                assert said == "ready\n", process.stderr.read() if process.stderr else ""
                yield process
            finally:
                process.kill()

    def files(self) -> list[Path]:
        return [path for path in self.root.rglob("*") if path.is_file()]

    def found(self) -> list[str]:
        """Where a canary can be read, in whatever encoding, packed or not; names included."""
        places = []
        for path in self.root.rglob("*"):
            content = os.fsencode(path.name) + (unpacked(path.read_bytes()) if path.is_file() else b"")
            # One search for what all of them begin with, then the canaries themselves.
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                if "canary".encode(encoding) in content:
                    places += [
                        f"{path.relative_to(self.root)}: {canary}"
                        for canary in self.canaries
                        if canary.encode(encoding) in content
                    ]
        return places

    def private_copies(self) -> list[Path]:
        opened = (self.root / "run").glob("assay/opened/*/*/*")
        return [path for path in opened if path.is_file()]


def unpacked(content: bytes) -> bytes:
    """The bytes of a file, and behind them what is packed in it: as an archive, by gzip, or in a PDF."""
    parts = [content]
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts += [name.encode() + unpacked(archive.read(name)) for name in archive.namelist()]
    starts = [match.end() for match in re.finditer(rb"stream\r?\n|^(?=\x1f\x8b)", content)]
    for start in starts:
        with suppress(zlib.error):
            parts.append(zlib.decompressobj(wbits=zlib.MAX_WBITS | 32).decompress(content[start:]))
    return b"".join(parts)


@pytest.fixture
def laptop(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path / "disk")


def test_a_closed_workspace_leaves_nothing_to_read(laptop: Laptop) -> None:
    with laptop.program("close") as process:
        assert process.wait(LONG) == 0
    assert laptop.found() == []
    log = next(path for path in laptop.files() if path.name == "assay.log")
    assert "ValueError" in log.read_text()
    assert laptop.private_copies() == []
    assert len(list(laptop.workspace.glob("backups/*/workspace.db"))) > 0


def test_a_locked_one_leaves_nothing_to_read_while_the_program_runs(laptop: Laptop) -> None:
    with laptop.program("lock") as process:
        assert process.poll() is None
        assert laptop.found() == []
        assert laptop.private_copies() == []


def test_a_killed_program_leaves_a_private_copy_at_most_and_the_next_start_removes_it(laptop: Laptop) -> None:
    with laptop.program("wait") as process:
        assert len(laptop.private_copies()) == 1
        process.kill()
    found = laptop.found()
    assert found
    assert all(place.startswith("run/assay/opened/") for place in found)
    with laptop.program("start") as process:
        assert process.wait(LONG) == 0
    assert laptop.found() == []
    assert laptop.private_copies() == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="read from Linux's table of limits")
def test_a_crash_writes_no_memory_to_the_disk(laptop: Laptop) -> None:
    with laptop.program("lock") as process:
        limits = Path(f"/proc/{process.pid}/limits").read_text().splitlines()
    assert [line.split()[4] for line in limits if line.startswith("Max core file size")] == ["0"]


def test_the_search_would_find_what_is_there(laptop: Laptop) -> None:
    (laptop.root / "tmp" / "wide.bin").write_bytes(b"x" + laptop.canaries[7].encode("utf-16-le"))
    (laptop.root / "tmp" / laptop.canaries[8]).mkdir()
    (laptop.root / "tmp" / "packed.xlsx").write_bytes(zipped("sheet1.xml", laptop.canaries[9]))
    (laptop.root / "tmp" / "log.gz").write_bytes(gzip.compress(laptop.canaries[10].encode("utf-16-be")))
    page = zlib.compress(f"({laptop.canaries[11]}) Tj".encode())
    (laptop.root / "tmp" / "report.pdf").write_bytes(b"%PDF-1.7\nstream\n" + page + b"\nendstream")
    assert len(laptop.found()) == 5
