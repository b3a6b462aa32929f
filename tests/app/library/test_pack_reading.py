"""A pack is read whole, or each fault is named by file, line and field."""

from pathlib import Path

import pytest

from app.library.pack_data import Depth, Place
from app.library.pack_problems import PackError
from app.library.pack_reading import read_pack
from models.framework import RequirementKind
from tests.app.library.conftest import TITLES, Spoil

OURS = "questions/ours.toml"


def faults(folder: Path) -> list[str]:
    with pytest.raises(PackError) as caught:
        read_pack(folder)
    return [str(problem.message) for problem in caught.value.problems]


def test_a_pack_of_ones_own_is_read(pack_folder: Path) -> None:
    pack = read_pack(pack_folder)
    assert (pack.key, pack.version, pack.licence) == ("acme-rules", "2026.1", "CC-BY-4.0")
    (heading,) = pack.headings
    assert (heading.reference, heading.title, heading.parent) == ("3", "Access", "")
    first, second = pack.requirements
    assert (first.reference, first.parent, first.theme) == ("3.1", "3", "access")
    assert first.process == "Identity and access"
    assert (second.title, second.kind) == ("Drawings on the way, and at rest", RequirementKind.CONTRACTUAL)
    opening, deeper = pack.questions
    assert (opening.depth, opening.place, opening.minutes) == (Depth.CORE, Place.EITHER, 8)
    assert deeper.look_for == ("encrypted on the way", "not left in a mailbox")
    assert (deeper.depth, deeper.cross) == (Depth.DEEP, ("3.1",))


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        (OURS, "minutes = 12", "minutes = 12.5", f"{OURS}, line 17, minutes: it must be a whole number."),
        (OURS, "minutes = 12", "minutes = 0", f"{OURS}, line 17, minutes: it must be at least 1."),
        (OURS, 'depth = "deep"', "", f"{OURS}, line 18, dept: there is no such field."),
        (OURS, 'depth = "deep"', 'depth = "dive"', f"{OURS}, line 18, depth: it must be one of core, deep."),
        (OURS, 'id = "Q-3.2-01"\n', "", f"{OURS}, line 8, id: it is missing."),
        (OURS, '"encrypted on the way"', '""', f"{OURS}, line 12, look_for, entry 1: it is empty."),
        (OURS, 'cross = ["3.1"]', 'cross = "3.1"',
         f"{OURS}, line 16, cross: it must be a list in square brackets."),
        (OURS, 'cross = ["3.1"]', 'cross = ["3.9"]', f"{OURS}, line 16, cross: there is no requirement 3.9."),
        (OURS, 'primary = "3.2"', 'primary = "3"', f"{OURS}, line 10, primary: there is no requirement 3."),
        (OURS, '"Q-3.2-01"', '"Q-3.1-01"', f"{OURS}, line 9, id: Q-3.1-01 stands here twice."),
        ("requirements.csv", "3.1,3,contractual", "3.1,3,wish",
         "requirements.csv, line 3, kind: it must be one of "
         "clause, control, org_requirement, legal, contractual."),
        ("requirements.csv", "3.2,3,", "3.2,4,",
         "requirements.csv, line 4, parent: there is no requirement 4."),
        ("requirements.csv", "3,,", "3,3,", "requirements.csv, line 2, parent: it stands below itself."),
        ("requirements.csv", "3.2,3,contractual,,,", "3.2,3,contractual,,,,x",
         "requirements.csv, line 4, column 7: there is no such field."),
        ("titles.csv", "3.1,", "3.7,", "titles.csv, line 3, reference: there is no requirement 3.7."),
        ("pack.toml", "format = 1", "format = 2", "pack.toml, line 1, format: it must be 1."),
        ("pack.toml", '"acme-rules"', '"ACME rules"',
         "pack.toml, line 2, key: it does not have the form ^[a-z0-9][a-z0-9.-]{0,63}$."),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_file_line_and_field(
    spoil: Spoil, name: str, old: str, new: str, fault: str
) -> None:
    folder = spoil(name, old, new if new or "depth" not in old else 'dept = "deep"')
    assert faults(folder) == [fault]


def test_every_fault_is_named_at_once(spoil: Spoil) -> None:
    spoil(OURS, "minutes = 12", 'minutes = "long"')
    folder = spoil("pack.toml", 'licence = "CC-BY-4.0"\n', "")
    assert faults(folder) == [
        "pack.toml, line 1, licence: it is missing.",
        f"{OURS}, line 17, minutes: it must be a whole number.",
    ]
    with pytest.raises(PackError, match=r"acme-rules has 2 faults, the first: pack\.toml, line 1"):
        read_pack(folder)


def test_what_is_no_toml_is_named_with_its_line(spoil: Spoil) -> None:
    (fault,) = faults(spoil(OURS, "minutes = 12", "minutes = twelve"))
    assert fault.startswith(f"{OURS}, line 17: it cannot be read: ")


def test_a_missing_file_and_a_foreign_encoding_are_named(pack_folder: Path) -> None:
    (pack_folder / "titles.csv").unlink()
    (pack_folder / "requirements.csv").write_bytes("reference\nGebäude\n".encode("cp1252"))
    missing, foreign = sorted(faults(pack_folder), reverse=True)
    assert missing == "titles.csv: the file is missing."
    assert foreign.startswith("requirements.csv: it cannot be read: 'utf-8' codec")


def test_quoted_fields_over_two_lines_do_not_shift_the_lines_below(spoil: Spoil) -> None:
    spoil("titles.csv", "Who may read drawings", '"Who may\nread drawings"')
    folder = spoil("titles.csv", "3.2,", "3.8,")
    assert faults(folder) == ["titles.csv, line 5, reference: there is no requirement 3.8."]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(pack_folder: Path) -> None:
    path = pack_folder / "titles.csv"
    path.write_bytes(b"\xef\xbb\xbf" + TITLES.replace("\n", "\r\n").encode())
    assert read_pack(pack_folder).requirements[0].title == "Who may read drawings"


def test_titles_and_texts_of_a_licensed_user_count_and_show_in_the_version(
    pack_folder: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "titles.csv").write_text("reference,title\n3.1,The licensed title\n", "utf-8")
    (own / "texts.csv").write_text('reference,text\n3.2,"As it stands\nin my copy"\n', "utf-8")
    pack, plain = read_pack(pack_folder, own), read_pack(pack_folder)
    assert [one.title for one in pack.requirements] == ["The licensed title", "3.2"]
    assert [one.text for one in pack.requirements] == ["", "As it stands\nin my copy"]
    assert (pack.version, pack.sha256 != plain.sha256) == ("2026.1+own", True)
