"""Nothing goes outside: window, services, worker and command line at work, with every way out recorded."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.soak.extent import IS_SOAK
from tests.soak.ground import FOLDER
from tests.soak.points import PASSPHRASE
from tests.soak.tracing import ROOT, strace

RECORDER = Path(__file__).parent / "recorder"
_NETWORK = ("network",)
_OTHER_THAN_LOCAL = re.compile(r"sa_family=AF_(?!UNIX|UNSPEC|NETLINK)|socket\(AF_(?!UNIX|NETLINK)")


@pytest.fixture
def day(ground: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the ground, and settings of its own for whoever works on it."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return Path(shutil.copytree(ground, tmp_path / "day"))


def commands(day: Path) -> Sequence[Sequence[str]]:
    """A day's work: at the window, through the services with their worker, on the command line."""
    root, secret = str(day / FOLDER), day / "passphrase"
    secret.write_text(PASSPHRASE)
    on = [root, "--passphrase-file", str(secret)]
    return (
        ["tests.soak.at_the_window", str(day)],
        ["tests.soak.traced", str(day)],
        ["app.cli", "audits", *on],
        ["app.cli", "report", *on, "IA-2026-01", "--output", str(day / "report.pdf")],
        ["app.cli", "findings", *on, "IA-2026-01", "--output", str(day / "findings.xlsx")],
        ["app.cli", "verify", *on],
    )


def recorded(record: Path, *module: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(RECORDER), "ASSAY_NETWORK_RECORD": str(record)}
    return subprocess.run(
        [sys.executable, *module], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_the_recorder_sees_and_refuses_a_way_outside(tmp_path: Path) -> None:
    record = tmp_path / "record"
    attempt = "import socket; socket.create_connection(('127.0.0.1', 9), timeout=1)"
    done = recorded(record, "-c", attempt)
    assert "a way outside" in done.stderr
    started, outside = record.read_text().splitlines()
    assert started.startswith("started")
    assert outside.startswith("outside socket.getaddrinfo")


def test_a_whole_day_goes_nowhere(day: Path, tmp_path: Path) -> None:
    record = tmp_path / "record"
    for command in commands(day):
        done = recorded(record, "-m", *command)
        assert done.returncode == 0, f"{command}: {done.stderr[-2000:]}"
    lines = record.read_text().splitlines()
    assert [line for line in lines if not line.startswith("started")] == []
    assert sum("app.worker" in line for line in lines) >= 2
    assert (day / "report.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.skipif(not IS_SOAK, reason="runs in make soak; the recorder covers what Python does")
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_the_system_sees_no_way_outside_either(day: Path, tmp_path: Path) -> None:
    """Libraries that are not Python's, Qt first, are seen here."""
    outside, calls = [], 0
    for number, command in enumerate(commands(day)):
        trace = tmp_path / f"trace-{number}"
        strace(_NETWORK, trace, *command, options=["-e", "signal=none"])
        lines = [line for line in trace.read_text().splitlines() if "(" in line]
        calls += len(lines)
        outside += [line for line in lines if _OTHER_THAN_LOCAL.search(line)]
    sys.stdout.write(f"network calls of a whole day: {calls}, outside: {len(outside)}\n")
    assert outside == []
