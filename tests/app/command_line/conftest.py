"""The command line as it is called: arguments in, exit code and both outputs back."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app import cli
from app.command_line import session


@dataclass(frozen=True, slots=True)
class Done:
    """What a call gave back."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Call = Callable[..., Done]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Call:
    """Run `assay-cli` with arguments, as a person at a laptop whose settings are empty."""
    monkeypatch.setattr(session, "settings_path", lambda: tmp_path / "settings" / "settings.json")

    def run(*args: object) -> Done:
        try:
            code = cli.main([str(arg) for arg in args])
        except SystemExit as end:
            code = int(end.code or 0)
        told = capsys.readouterr()
        return Done(code, told.out, told.err)

    return run
