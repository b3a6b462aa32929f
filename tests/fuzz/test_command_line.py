"""The command line: whatever is asked, an exit code, and a plain line for what it refuses."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import cli
from app.command_line import making, session
from app.errors import UserError
from tests.fuzz.effort import attempt, damaged, fuzzed

COMMANDS = (
    "new",
    "demo",
    "audits",
    "attach",
    "report",
    "findings",
    "verify",
    "backup",
    "restore",
    "package",
    "unpack",
    "purge",
)
OPTIONS = (
    "--json",
    "--passphrase-file",
    "--organization",
    "-o",
    "--output",
    "--item",
    "--to",
    "--package-passphrase-file",
    "--identity",
    "--help",
    "--",
)
KNOWN = ("audits.assay", "paper.txt", "secret.txt", "IA-2026-01", "A.8.13", ".", "..", "", "new.assay")
# A call cannot hold NUL; a slash could lead out of the folder that the test is in.
ANYTHING = st.text(
    st.characters(exclude_characters="\0/\\", exclude_categories=["Cs"])
    | st.sampled_from("\udc80\udcff\u202e"),
    max_size=12,
)
WORDS = st.sampled_from(OPTIONS) | st.sampled_from(KNOWN) | ANYTHING
CALLS = st.lists(WORDS, max_size=6) | st.tuples(st.sampled_from(COMMANDS), st.lists(WORDS, max_size=6)).map(
    lambda call: [call[0], *call[1]]
)


@pytest.fixture(autouse=True)
def here(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a workspace, a file to attach and one with a passphrase."""
    (tmp_path / "paper.txt").write_text("paper")
    (tmp_path / "secret.txt").write_text("correct horse\n")
    assert folder.name in KNOWN
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(session, "settings_path", lambda: tmp_path / "settings" / "settings.json")
    monkeypatch.setattr(making, "create_sample", no_sample)
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


def no_sample(*_args: object) -> None:
    raise UserError("The sample takes its time, and nothing of what is asked here is about it.")


@fuzzed
@given(call=CALLS)
def test_any_call(
    call: list[str], capsys: pytest.CaptureFixture[str], cheap_passphrases: None, here: Path
) -> None:
    before = set(here.parent.iterdir())
    try:
        code = cli.main(call)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    told = capsys.readouterr()
    assert code in (0, 1, 2)
    assert bool(told.err.strip()) == (code != 0)
    assert "Traceback" not in told.err
    if code == 1:
        assert not any(line.startswith("usage:") for line in told.err.splitlines())
    assert set(here.parent.iterdir()) == before


@fuzzed
@given(content=st.binary(max_size=100) | damaged(b"correct horse\r\n") | st.just(b"a" * 100_000))
def test_any_passphrase_file(content: bytes, here: Path) -> None:
    file = here / "secret.txt"
    file.write_bytes(content)
    passphrase, refusal = attempt(session.passphrase_from, file)
    assert passphrase or "passphrase file" in str(refusal)
