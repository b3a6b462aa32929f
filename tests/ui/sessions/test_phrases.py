"""The auditor's own phrases are written out in the notes, and never by chance."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from app.sessions.phrases import add_phrase
from tests.ui.sessions.conftest import CTRL, Auditor
from tests.ui.sessions.reading import saved


@pytest.fixture
def phrase(auditor: Auditor) -> Callable[[str, str], None]:
    def added(abbreviation: str, text: str) -> None:
        with auditor.workspace.write("Add phrase", origin="settings") as uow:
            add_phrase(uow, abbreviation, text)
        auditor.qtbot.waitUntil(lambda: abbreviation in auditor.lines()[-1].text.phrases)

    return added


def typed(auditor: Auditor) -> str:
    return auditor.lines()[-1].text.toPlainText()


def test_a_space_writes_the_phrase_out_and_typing_goes_on(
    auditor: Auditor, phrase: Callable[[str, str], None]
) -> None:
    phrase(";ns", "was not shown on request")
    auditor.write_line("The log ;ns today")
    assert saved(auditor) == ["The log was not shown on request today"]


def test_ctrl_z_brings_the_abbreviation_back_and_it_stays(
    auditor: Auditor, phrase: Callable[[str, str], None]
) -> None:
    phrase(";ns", "was not shown")
    auditor.types("Log ;ns ")
    auditor.press(Qt.Key.Key_Z, CTRL)
    assert typed(auditor) == "Log ;ns "
    auditor.types("is what he wrote ")
    assert typed(auditor) == "Log ;ns is what he wrote "


@pytest.mark.parametrize("text", ["x;ns ", ";NS ", ";ns. ", ";ns"])
def test_only_the_whole_word_as_it_was_set_and_a_space_write_it_out(
    auditor: Auditor, phrase: Callable[[str, str], None], text: str
) -> None:
    phrase(";ns", "was not shown")
    auditor.types(text)
    assert typed(auditor) == text


def test_it_is_written_out_behind_letters_beyond_the_first_plane(
    auditor: Auditor, phrase: Callable[[str, str], None]
) -> None:
    phrase(";😀", "they were glad")
    auditor.types("🔥🔥 Then ;😀 ")
    assert typed(auditor) == "🔥🔥 Then they were glad "


def test_it_is_written_out_in_the_middle_of_a_line_too(
    auditor: Auditor, phrase: Callable[[str, str], None]
) -> None:
    phrase(";rt", "restore test")
    auditor.types("The failed")
    for _letter in "failed":
        auditor.press(Qt.Key.Key_Left)
    auditor.types(";rt ")
    assert typed(auditor) == "The restore test failed"


def test_a_pasted_abbreviation_stays_what_it_is(auditor: Auditor, phrase: Callable[[str, str], None]) -> None:
    phrase(";ns", "was not shown")
    auditor.lines()[-1].text.insertPlainText("Log ;ns today")
    assert typed(auditor) == "Log ;ns today"
