"""What is written is read again as it was."""

from dataclasses import replace
from pathlib import Path

from app.library.pack_data import PackData
from app.library.pack_reading import read_pack
from app.library.pack_writing import pack_files, write_pack
from app.library.packs import load_pack


def content(pack: PackData) -> PackData:
    return replace(pack, sha256="")


def test_the_shipped_pack_survives_a_round_trip(tmp_path: Path) -> None:
    pack = load_pack()
    write_pack(pack, tmp_path / "copy")
    again = read_pack(tmp_path / "copy")
    assert content(again) == content(pack)
    assert pack_files(again) == pack_files(pack)


def test_hostile_text_survives_a_round_trip(pack_folder: Path, tmp_path: Path) -> None:
    pack = read_pack(pack_folder)
    hostile = 'a "quote", a \\ backslash, \x7f, \u2028, """ and 🔥'
    question = replace(pack.questions[0], question=hostile, look_for=(hostile, "x" * 200))
    pack = replace(pack, title=hostile, questions=(question,))
    write_pack(pack, tmp_path / "copy")
    assert content(read_pack(tmp_path / "copy")) == content(pack)
