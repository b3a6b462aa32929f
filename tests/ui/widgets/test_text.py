"""Words are shown as they were written, and none is cut without a sign."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from tests.ui.widgets.conftest import Show
from ui import theme
from ui.widgets.badge import TONES, Badge
from ui.widgets.buttons import button, key_button, primary_button
from ui.widgets.form import line_field, text_field
from ui.widgets.labels import body, heading, label, muted, question, title
from ui.widgets.plain_tip import plain_tip
from ui.widgets.text_lines import elided, fit_lines

LONG = "Restore tests are not carried out at the interval that the organisation set for itself. " * 4


def test_a_short_text_is_one_line() -> None:
    assert fit_lines("F-07", theme.base_font(), 200, 2) == ["F-07"]


def test_a_long_text_ends_in_an_ellipsis_on_its_last_line() -> None:
    lines = fit_lines(LONG, theme.base_font(), 200, 2)
    metrics = QFontMetricsF(theme.base_font())

    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(metrics.horizontalAdvance(line) <= 200 for line in lines)


def test_no_word_is_lost_where_lines_are_not_limited() -> None:
    assert " ".join(fit_lines(LONG, theme.base_font(), 200)).split() == LONG.split()


def test_a_line_break_of_the_writer_is_kept() -> None:
    assert fit_lines("one\ntwo", theme.base_font(), 200) == ["one", "two"]


def test_a_word_wider_than_the_column_is_cut_with_a_sign() -> None:
    first, *_rest = fit_lines("Confirmedconfirmed yes", theme.base_font(), 60, 2)

    assert first.endswith("…")


@pytest.mark.parametrize("text", ["監査の証拠を確認する" * 9, "🔒 locked 🔒 " * 20, "หลักฐานการตรวจสอบ" * 9])
def test_any_script_is_broken_without_losing_a_character(text: str) -> None:
    lines = fit_lines(text, theme.base_font(), 150)

    assert len(lines) > 1
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_an_elided_text_is_one_line() -> None:
    assert "\n" not in elided("one\ntwo", QFontMetricsF(theme.base_font()), 400)


def test_markup_in_a_text_stays_text(show: Show) -> None:
    for made in (title("<b>x</b>"), heading("<b>x</b>"), body("<b>x</b>"), label("<b>x</b>")):
        assert made.textFormat() == Qt.TextFormat.PlainText
    assert plain_tip("<b>x</b>") == '<p style="white-space: pre-wrap">&lt;b&gt;x&lt;/b&gt;</p>'


def test_a_title_that_does_not_fit_is_cut_and_told_in_its_tool_tip(show: Show) -> None:
    made = title(LONG)
    show(made, 200, 40)

    assert made.visible_text().endswith("…")
    assert "set for itself" in made.toolTip()

    made.setText("Findings")
    assert made.visible_text() == "Findings"
    assert made.toolTip() == ""


def test_a_wrapped_text_gets_the_height_it_needs(show: Show) -> None:
    page, made = QWidget(), muted(LONG)
    layout = QVBoxLayout(page)
    layout.addWidget(made)
    layout.addStretch(1)
    show(page, 300, 600)

    assert made.height() == made.heightForWidth(made.width())
    assert made.height() > 100


@pytest.mark.parametrize(("make", "size"), [(title, 18), (question, 15), (body, 13), (label, 12)])
def test_sizes_are_those_of_the_drawing(show: Show, make: type, size: int) -> None:
    made = make("x")
    show(made)

    assert made.font().pixelSize() == size


def test_sizes_follow_the_zoom(show: Show, qapp: QApplication) -> None:
    made, pressed = title("x"), button("x")
    show(made)
    show(pressed)
    before = pressed.sizeHint().height()

    theme.apply(qapp, theme.load_theme("light"), 1.5)

    assert made.font().pixelSize() == 27
    assert pressed.sizeHint().height() == pytest.approx(1.5 * before, abs=3)


def test_a_button_says_an_ampersand_as_it_is(show: Show) -> None:
    made = button("R&D")

    assert made.label() == "R&D"
    assert made.accessibleName() == "R&D"
    assert made.shortcut().isEmpty()


def test_a_button_is_as_high_as_in_the_drawing(show: Show) -> None:
    for made in (button("Attach"), primary_button("Next item", "Ctrl ↓"), key_button("Attach", "Ctrl E")):
        assert 31 <= made.sizeHint().height() <= 33


def test_a_badge_says_its_word_in_every_tone(show: Show) -> None:
    for tone in TONES:
        made = Badge("Minor nonconformity", tone)
        show(made, made.sizeHint().width(), made.sizeHint().height())
        assert made.text() == "Minor nonconformity"
        assert not made.grab().isNull()


def test_a_tone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="purple"):
        Badge("x", "purple")


def test_what_an_empty_field_asks_for_can_be_read(show: Show) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    asleep = line_field("such as R-12")
    asleep.setEnabled(False)
    fields = (line_field("such as R-12"), text_field(1, 3, "What was said"), asleep)
    for field in fields:
        column.addWidget(field)
    show(holder)
    muted_ink = theme.current_look().theme.colour("muted")
    inks = {field.palette().color(QPalette.ColorRole.PlaceholderText).name() for field in fields}
    assert inks == {muted_ink.name()}
    assert all(field.palette().color(QPalette.ColorRole.PlaceholderText).alpha() == 255 for field in fields)
