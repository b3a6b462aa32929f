"""Framework packs: the pack, or every fault by file and line; whatever stands in the files."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.library.pack_data import PackData
from app.library.pack_problems import PackError
from app.library.pack_reading import read_pack
from app.words import Words
from tests.app.library.conftest import ABOUT, QUESTIONS, REQUIREMENTS, TITLES, pack_folder
from tests.fuzz.effort import attempt, damaged, fuzzed

__all__ = ["pack_folder"]

CONTENTS = {
    "pack.toml": ABOUT,
    "requirements.csv": REQUIREMENTS,
    "titles.csv": TITLES,
    "questions/ours.toml": QUESTIONS,
    "texts.csv": "reference,text\n3.1,Who reads a drawing is known.\n",
    "documented_information.csv": "reference,information\n3.1,List of readers\n",
}
FILES = st.sampled_from(list(CONTENTS))
FIELDS = st.sampled_from(
    ["format", "key", "title", "licence", "minutes", "look_for", "question", "cross", "id"]
)
TOML = st.sampled_from(
    [
        "1",
        "-1",
        "1" * 5_000,
        "1.5",
        "inf",
        "nan",
        "true",
        '""',
        '"x"',
        "[]",
        '["x"]',
        "[1]",
        "[[]]",
        "{}",
        "{a = 1}",
        "[" * 3_000 + "]" * 3_000,
        "2026-11-24",
        "2026-11-24T09:31:00Z",
        "09:31:00",
        "0x10",
        '"\\ud800"',
        "'''x\ny'''",
    ]
)


@pytest.fixture(autouse=True)
def whole(pack_folder: Path) -> Path:
    for name, content in CONTENTS.items():
        (pack_folder / name).write_text(content, "utf-8")
    return pack_folder


def read(folder: Path, name: str, content: bytes) -> PackData | None:
    """Read the pack with one file changed, and put the file back."""
    path = folder / name
    path.write_bytes(content)
    try:
        pack, refusal = attempt(read_pack, folder)
    finally:
        path.write_text(CONTENTS[name], "utf-8")
    if refusal is not None:
        assert isinstance(refusal, PackError)
        assert all(isinstance(Words().message(one.message), str) for one in refusal.problems)
        assert refusal.sentences(Words())
    return pack


def test_the_pack_is_whole_before_it_is_changed(pack_folder: Path) -> None:
    assert read(pack_folder, "pack.toml", ABOUT.encode()) is not None


@fuzzed
@given(name=FILES, content=st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@example(name="pack.toml", content=b"x = " + b"[" * 3_000)
@example(name="titles.csv", content=b'reference,title\n3.1,"' + b"x" * 200_000)
@example(name="requirements.csv", content=b"\n\n,,,\n")
def test_any_content(pack_folder: Path, name: str, content: bytes) -> None:
    read(pack_folder, name, content)


def test_a_file_without_end_is_not_read_to_it(pack_folder: Path) -> None:
    with (pack_folder / "titles.csv").open("wb") as file:
        file.truncate(2**25)
    _pack, refusal = attempt(read_pack, pack_folder)
    assert "titles.csv: it cannot be read: File too large" in str(refusal)


@fuzzed
@given(name=FILES, data=st.data())
def test_any_damage(pack_folder: Path, name: str, data: st.DataObject) -> None:
    read(pack_folder, name, data.draw(damaged(CONTENTS[name].encode())))


@fuzzed
@given(name=st.sampled_from(["pack.toml", "questions/ours.toml"]), field=FIELDS, value=TOML)
def test_any_value(pack_folder: Path, name: str, field: str, value: str) -> None:
    lines = [line for line in CONTENTS[name].splitlines() if not line.startswith(f"{field} =")]
    head = lines.index("[[question]]") + 1 if "[[question]]" in lines else 0
    lines.insert(head, f"{field} = {value}")
    read(pack_folder, name, "\n".join(lines).encode())
