"""A small pack of an office's own, to be spoilt in one place at a time."""

from collections.abc import Callable
from pathlib import Path

import pytest

ABOUT = """\
format = 1
key = "acme-rules"
version = "2026.1"
title = "ACME rules for suppliers"
source = "https://example.org/rules.pdf"
licence = "CC-BY-4.0"
"""
REQUIREMENTS = """\
reference,parent,kind,theme,process,auditable
3,,contractual,,,no
3.1,3,contractual,access,Identity and access,yes
3.2,3,contractual,,,
"""
TITLES = """\
reference,title
3,Access
3.1,Who may read drawings
3.2,"Drawings on the way, and at rest"
"""
QUESTIONS = """\
# Ours.
[[question]]
id = "Q-3.1-01"
primary = "3.1"
question = "Show me who at your firm could read our drawings this morning. Who decided on each of them?"
minutes = 8

[[question]]
id = "Q-3.2-01"
primary = "3.2"
question = "Send me a drawing the way you would on a hurried Friday. What protects it at each hop?"
look_for = [
  "encrypted on the way",
  "not left in a mailbox",
]
cross = ["3.1"]
minutes = 12
depth = "deep"
"""

Spoil = Callable[[str, str, str], Path]


@pytest.fixture
def pack_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "acme-rules"
    (folder / "questions").mkdir(parents=True)
    (folder / "pack.toml").write_text(ABOUT, "utf-8")
    (folder / "requirements.csv").write_text(REQUIREMENTS, "utf-8")
    (folder / "titles.csv").write_text(TITLES, "utf-8")
    (folder / "questions" / "ours.toml").write_text(QUESTIONS, "utf-8")
    return folder


@pytest.fixture
def spoil(pack_folder: Path) -> Spoil:
    """Replace a text in one of the pack's files; answers with the folder."""

    def replace(name: str, old: str, new: str) -> Path:
        path = pack_folder / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1, (name, old)
        path.write_text(text.replace(old, new), "utf-8")
        return pack_folder

    return replace
