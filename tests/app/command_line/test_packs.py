"""`assay-cli packs`: every pack with its figures, and what is wrong with them."""

from pathlib import Path

from tests.app.command_line.conftest import Call

CLAUSES, CONTROLS = "clause", "control"


def write_pack(folder: Path, kind: str) -> None:
    folder.mkdir()
    about = "\n".join(
        [
            "format = 1",
            f'key = "{folder.name}"',
            'version = "1"',
            'title = "Ours"',
            'source = "us"',
            'licence = "MIT"',
        ]
    )
    (folder / "pack.toml").write_text(about, "utf-8")
    (folder / "requirements.csv").write_text(f"reference,kind\nP-1,{kind}\n", "utf-8")
    (folder / "titles.csv").write_text("reference,title\nP-1,First\n", "utf-8")


def test_the_question_bank_in_figures(call: Call, tmp_path: Path) -> None:
    done = call("packs", "--json", "--folder", tmp_path)
    iso = next(one for one in done.data["packs"] if one["key"] == "iso27001-2022")
    assert (done.code, done.err) == (0, "")
    assert iso["requirements"]["kinds"] == {CLAUSES: 30, CONTROLS: 93}
    themes = iso["requirements"]["themes"]
    names = ("organizational", "people", "physical", "technological")
    assert [themes[name] for name in names] == [37, 8, 14, 34]
    spread = iso["questions_per_requirement"]
    assert (spread[CLAUSES]["minimum"] >= 3, spread[CONTROLS]["minimum"] >= 2) == (True, True)
    assert iso["questions"]["total"] == iso["questions"]["core"] + iso["questions"]["deep"]
    assert iso["documented_information"] == 14
    assert (iso["lint"], iso["faults"]) == ([], [])


def test_the_figures_in_lines_for_people(call: Call, tmp_path: Path) -> None:
    lines = call("packs", "--folder", tmp_path).lines
    assert any(line.startswith("iso27001-2022 ") for line in lines)
    assert any(
        line.startswith("30 of kind clause, questions for each: at least 3, median ") for line in lines
    )
    assert "findings of the lint: 0" in lines


def test_a_pack_of_ones_own_is_listed_and_a_faulty_one_ends_with_one(call: Call, tmp_path: Path) -> None:
    write_pack(tmp_path / "ours", "org_requirement")
    assert call("packs", "--folder", tmp_path).code == 0
    write_pack(tmp_path / "theirs", "wish")
    done = call("packs", "--json", "--folder", tmp_path)
    assert done.code == 1
    assert [one["key"] for one in done.data["packs"] if one["own"]] == ["ours", "theirs"]
    (fault,) = done.data["packs"][-1]["faults"]
    assert (fault["file"], fault["line"], fault["field"]) == ("requirements.csv", 2, "kind")
    assert "theirs: requirements.csv, line 2, kind: it must be one of" in done.err
