"""The real dictionaries in the real worker, and dictionaries made to do harm."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import UserError
from app.resource_files import resource_path
from app.spelling.dictionaries import AMERICAN, BRITISH, OFF, add_dictionary, dictionaries, usual_code
from app.spelling.speller import Speller
from app.worker.client import WorkerError

RULES = "SET UTF-8\n"


@pytest.fixture
def spellers(tmp_path: Path) -> Iterator[list[Speller]]:
    """The spellers for both kinds of English."""
    made = [Speller(one) for one in dictionaries(tmp_path / "none")]
    yield made
    for speller in made:
        speller.stop()


def dictionary(folder: Path, name: str, words: bytes | str, rules: bytes | str = RULES) -> Path:
    for kind, content in ((".aff", rules), (".dic", words)):
        data = content.encode() if isinstance(content, str) else content
        (folder / f"{name}{kind}").write_bytes(data)
    return folder / f"{name}.dic"


def test_each_english_has_its_own_spelling(spellers: list[Speller]) -> None:
    british, american = spellers
    words = ["colour", "color", "authorisation", "authorization", "cotnrol", "control’s"]
    assert british.wrong(words) == {"color", "authorization", "cotnrol"}
    assert american.wrong(words) == {"colour", "authorisation", "cotnrol"}


def test_what_may_be_meant_comes_with_the_likeliest_first(spellers: list[Speller]) -> None:
    assert spellers[0].suggestions("cotnrol") == ("control",)
    assert 1 < len(spellers[0].suggestions("acces")) <= 5


def test_words_of_no_sense_are_answered_too(spellers: list[Speller]) -> None:
    assert spellers[0].wrong(["a\0b", "x" * 5_000, "\ud800"]) <= {"a\0b", "x" * 5_000}


def test_a_dictionary_that_was_added_is_offered_and_used(tmp_path: Path) -> None:
    chosen = dictionary(tmp_path, "cs_CZ", "2\nzálohování\npřezkoumání\n")
    own = tmp_path / "dictionaries"
    code = add_dictionary(chosen.with_suffix(".aff"), own)
    made = next(one for one in dictionaries(own) if one.code == code)
    speller = Speller(made)
    assert speller.wrong(["zálohování", "zálohovaní"]) == {"zálohovaní"}
    speller.stop()


def test_letters_that_a_dictionary_cannot_write_are_not_judged(tmp_path: Path) -> None:
    own = tmp_path / "dictionaries"
    add_dictionary(dictionary(tmp_path, "latin", b"1\ncaf\xe9\n", "SET ISO8859-1\n"), own)
    speller = Speller(dictionaries(own)[-1])
    assert speller.wrong(["café", "cafè", "резервное"]) == {"cafè"}
    speller.stop()


def test_a_dictionary_in_a_code_page_of_windows_judges_its_language(tmp_path: Path) -> None:
    own = tmp_path / "dictionaries"
    words = "2\nрезервное\nкопирование\n".encode("cp1251")
    add_dictionary(
        dictionary(tmp_path, "ru_RU", words, "SET microsoft-cp1251\r\nTRY аеио\r\n".encode("cp1251")), own
    )
    speller = Speller(dictionaries(own)[-1])
    assert speller.wrong(["резервное", "резервнае", "backup"]) == {"резервнае"}
    assert speller.suggestions("резервнае") == ("резервное",)
    speller.stop()


def test_quotes_in_another_script_are_not_judged(spellers: list[Speller]) -> None:
    quoted = ["الاستعادة", "נבדק", "резервное", "备份", "Sicherung"]
    assert spellers[0].wrong(quoted) == {"Sicherung"}


def test_half_a_dictionary_is_refused(tmp_path: Path) -> None:
    lonely = tmp_path / "de_DE.dic"
    lonely.write_text("1\nWort\n")
    with pytest.raises(UserError, match=r"no file de_DE.aff"):
        add_dictionary(lonely, tmp_path / "dictionaries")


def test_a_file_larger_than_any_dictionary_is_refused_without_being_read(tmp_path: Path) -> None:
    chosen = dictionary(tmp_path, "huge", "1\na\n")
    os.truncate(chosen, 64 * 1024**2)
    with pytest.raises(UserError, match="larger than a dictionary"):
        add_dictionary(chosen, tmp_path / "dictionaries")


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes as files")
def test_what_is_no_plain_file_is_refused(tmp_path: Path) -> None:
    chosen = dictionary(tmp_path, "pipe", "1\na\n")
    chosen.unlink()
    os.mkfifo(chosen)
    with pytest.raises(UserError, match="cannot be read"):
        add_dictionary(chosen, tmp_path / "dictionaries")


@pytest.mark.parametrize("name", ["..", "../../evil", "a b", "\u202ecid"])
def test_a_hostile_name_stays_in_its_folder(tmp_path: Path, name: str) -> None:
    source = tmp_path / "source"
    source.mkdir()
    chosen = dictionary(source, name.replace("/", "-"), "1\nword\n")
    add_dictionary(chosen, tmp_path / "own" / "dictionaries")
    made = {path.parent for path in (tmp_path / "own").rglob("*") if path.is_file()}
    assert made == {tmp_path / "own" / "dictionaries"}


HOSTILE = {
    "no words": ("", ""),
    "a count beyond reason": ("99999999999999999999\nword\n", RULES),
    "bytes of chance": (bytes(range(256)) * 400, bytes(range(256)) * 40),
    "rules that call each other": (
        "1\nword/A\n",
        "SET UTF-8\nSFX A Y 2\nSFX A 0 s/A .\nSFX A 0 x/A .\nPFX A Y 1\nPFX A 0 un/A .\n",
    ),
    "a rule without an end": ("1\nword/A\n", "SET UTF-8\nSFX A Y 65535\n"),
    "compounds of everything": ("3\na/C\nb/C\nab/C\n", "SET UTF-8\nCOMPOUNDFLAG C\nCOMPOUNDMIN 1\n"),
    "a code page that is none": ("1\nword\n", "SET microsoft-cp9999\n"),
    "an encoding that is none": ("1\nword\n", "SET KLINGON\n"),
    "replacements that never end": ("1\na\n", "REP 2\nREP a aa\nREP aa a\nMAXCPDSUGS 99999\n"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_dictionary_costs_at_most_a_message(tmp_path: Path, kind: str) -> None:
    own = tmp_path / "dictionaries"
    add_dictionary(dictionary(tmp_path, "evil", *HOSTILE[kind]), own)
    speller = Speller(dictionaries(own)[-1])
    words = ["word", "a" * 40, "ab" * 20]
    for ask in (lambda: speller.wrong(words), lambda: speller.suggestions("abababababababab")):
        try:
            assert set(ask()) is not None
        except WorkerError as error:
            assert error.kept.msgid  # noqa: PT017
    speller.stop()


def test_a_dictionary_that_goes_away_is_told(tmp_path: Path) -> None:
    own = tmp_path / "dictionaries"
    add_dictionary(dictionary(tmp_path, "gone", "1\nword\n"), own)
    speller = Speller(dictionaries(own)[-1])
    shutil.rmtree(own)
    with pytest.raises(UserError, match=r"no file gone"):
        speller.wrong(["word"])
    speller.stop()


@pytest.mark.parametrize(
    ("language", "code"), [("en_US", AMERICAN), ("en_GB", BRITISH), ("en_IE", BRITISH), ("de_DE", OFF)]
)
def test_the_systems_language_chooses_until_somebody_does(language: str, code: str) -> None:
    assert usual_code(language) == code


def test_what_is_shipped_comes_with_the_terms_of_its_sources() -> None:
    notice = resource_path("dictionaries", "SCOWL.txt").read_text(encoding="utf-8")
    assert "Permission to use, copy, modify, distribute and sell these word" in notice
