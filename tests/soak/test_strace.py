"""A short working day under strace: the order and presence of every fsync, of SQLite and folders too."""

import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.soak.extent import IS_SOAK
from tests.soak.ground import FOLDER
from tests.soak.tracing import CALLS, Traced, events_in, strace

if not IS_SOAK:
    pytest.skip("runs in make soak; test_order_of_writes covers what Python does", allow_module_level=True)

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="strace is a tool of Linux"),
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed"),
]
WAL = "workspace.db-wal"


@pytest.fixture(scope="module")
def day(ground: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Traced]:
    place = tmp_path_factory.mktemp("traced")
    copy = Path(shutil.copytree(ground, place / "day"))
    strace(CALLS, place / "trace", "tests.soak.traced", str(copy), options=["-y"])
    return events_in(place / "trace", copy / FOLDER)


def until(day: Sequence[Traced], said: str) -> list[Traced]:
    """What happened between the saying before and this one."""
    end = next(n for n, event in enumerate(day) if event.what == "say" and f'"{said}"' in event.path)
    start = max((n for n in range(end) if day[n].what == "say"), default=-1)
    return list(day[start + 1 : end])


def place(events: Sequence[Traced], what: str, path: str) -> int:
    """Where it happened last."""
    return max(n for n, event in enumerate(events) if event == Traced(what, path))


def test_nothing_is_acknowledged_before_the_journal_is_on_the_disk(day: Sequence[Traced]) -> None:
    dirty, said = False, 0
    for event in day:
        if event.path == WAL and event.what in ("write", "sync"):
            dirty = event.what == "write"
        elif event.what == "say":
            said += 1
            assert not dirty, f"{event.path} was said while the journal was not on the disk"
    assert said == 10


def test_the_journal_has_its_name_on_the_disk_before_the_first_commit(day: Sequence[Traced]) -> None:
    headed, committed = [n for n, event in enumerate(day) if event == Traced("sync", WAL)][:2]
    assert Traced("sync", ".") in day[headed:committed]


def test_every_file_and_folder_of_an_attachment_is_on_the_disk_before_its_record(
    day: Sequence[Traced],
) -> None:
    attached = until(day, "attach")
    (name,) = {event.path for event in attached if event.what == "rename"}
    folder = str(Path(name).parent)
    order = [
        place(attached, "create", f"{name}.pending"),
        place(attached, "write", f"{name}.new"),
        place(attached, "sync", f"{name}.new"),
        place(attached, "rename", name),
        place(attached, "sync", folder),
        next(n for n, event in enumerate(attached) if event == Traced("write", WAL)),
        place(attached, "sync", WAL),
        place(attached, "remove", f"{name}.pending"),
    ]
    assert order == sorted(order)
    if Traced("create", folder) in attached:
        assert place(attached, "create", folder) < place(attached, "sync", "objects") < order[1]


def test_a_backup_is_on_the_disk_before_it_has_its_name(day: Sequence[Traced]) -> None:
    made = until(day, "backup")
    (named,) = [event.path for event in made if event.what == "rename" and event.path.count("/") == 1]
    half = f"{named}.new"
    renamed = place(made, "rename", named)
    written = {
        event.path for event in made[:renamed] if event.what == "write" and event.path.startswith(half)
    }
    for path in written - {f"{half}/workspace.db-shm"}:
        is_gone = Traced("remove", path) in made
        assert is_gone or place(made, "write", path) < place(made, "sync", path) < renamed, path
    for folder in {str(Path(path).parent) for path in linked(made, half)}:
        assert place(made, "sync", folder) < renamed
    assert place(made, "sync", half) < renamed < place(made, "sync", "backups")


def linked(events: Sequence[Traced], folder: str) -> list[str]:
    found = [event.path for event in events if event.what == "link" and event.path.startswith(folder)]
    assert found
    return found


def test_both_key_files_are_on_the_disk_before_either_takes_its_place(day: Sequence[Traced]) -> None:
    changed = until(day, "protect")
    first = min(place(changed, "rename", f"key-{n}.json") for n in (1, 2))
    for number in (1, 2):
        written = place(changed, "write", f"key-{number}.json.new")
        assert written < place(changed, "sync", f"key-{number}.json.new") < first
    assert first < place(changed, "sync", ".")


def test_the_database_is_on_the_disk_before_its_journal_is_emptied(day: Sequence[Traced]) -> None:
    closed = until(day, "closed")
    folded = place(closed, "write", "workspace.db")
    emptied = next(
        n
        for n, event in enumerate(closed)
        if n > folded and event.path == WAL and event.what in ("cut", "remove")
    )
    assert folded < place(closed, "sync", "workspace.db") < emptied
    assert place(closed, "sync", "log-head.json.new") < place(closed, "rename", "log-head.json")


def test_the_summary(day: Sequence[Traced], capsys: pytest.CaptureFixture[str]) -> None:
    """What `make soak` prints of it."""
    synced = Counter(
        "folders" if "." not in Path(event.path).name or event.path == "." else Path(event.path).suffix
        for event in day
        if event.what == "sync"
    )
    with capsys.disabled():
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(synced.items()))
        sys.stdout.write(f"\nfsyncs of a short day: {synced.total()} ({kinds})\n")
    assert synced["folders"] > 5
