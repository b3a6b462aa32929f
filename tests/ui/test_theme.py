"""Both themes can be read by everybody, and the zoom factor reaches every length."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from app.resource_files import resource_path
from ui import theme
from ui.theme import Theme, load_theme, style_sheet

THEMES = ("light", "dark")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_PAIRS = Path(__file__).with_name("colour_pairs.toml")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tokens that meet on the screen, and the contrast WCAG 2.2 AA asks of them."""

    front: str
    back: str
    least: float


def pairs_in_use() -> list[Pair]:
    """Every pair of colours that meets on the screen and has to be told apart."""
    return [
        Pair(front, back, group["least"])
        for group in tomllib.loads(_PAIRS.read_text("utf-8"))["group"]
        for front in group["front"]
        for back in group["back"]
    ]


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _contrast_of(made: Theme, pair: Pair) -> float:
    return _contrast(made.tokens()[pair.front], made.tokens()[pair.back])


def test_black_on_white_has_the_greatest_contrast_there_is() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("pair", pairs_in_use(), ids=lambda pair: f"{pair.front} on {pair.back}")
def test_everything_that_meets_on_the_screen_can_be_told_apart(name: str, pair: Pair) -> None:
    assert _contrast_of(load_theme(name), pair) >= pair.least


def _ink_and_ground() -> list[tuple[str, str]]:
    source = resource_path("themes", "assay.qss").read_text(encoding="utf-8")
    found = []
    for _selector, body in _RULE.findall(source):
        ink = re.search(r"(?:^|[;\s])(?:selection-)?color:\s*\$(\w+)", body)
        ground = re.search(r"(?:^|[;\s])background:\s*\$(\w+)", body)
        if ink and ground:
            found.append((ink[1], ground[1]))
    return found


def test_the_style_sheet_writes_no_text_on_a_ground_whose_contrast_is_not_checked() -> None:
    checked = {(pair.front, pair.back) for pair in pairs_in_use() if pair.least >= 4.5}

    assert _ink_and_ground()
    assert [pair for pair in _ink_and_ground() if pair not in checked] == []


@pytest.mark.parametrize("name", THEMES)
def test_every_token_of_a_theme_is_a_colour(name: str) -> None:
    assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in load_theme(name).tokens().values())


def test_the_accent_is_no_grade_colour() -> None:
    for name in THEMES:
        tokens = load_theme(name).tokens()
        assert tokens["accent"] not in {tokens[grade] for grade in ("major", "minor", "ofi", "strength")}


@pytest.mark.parametrize("name", THEMES)
def test_the_style_sheet_leaves_no_token_unfilled(name: str) -> None:
    assert "$" not in style_sheet(load_theme(name))


def test_at_150_percent_every_length_is_half_as_long_again() -> None:
    usual, larger = (style_sheet(load_theme("light"), zoom) for zoom in (1.0, 1.5))

    pairs = zip(re.findall(r"(\d+)px", usual), re.findall(r"(\d+)px", larger), strict=True)
    assert all(abs(int(large) - 1.5 * int(small)) <= 0.5 for small, large in pairs)


def test_a_hairline_never_vanishes() -> None:
    assert "border: 1px" in style_sheet(load_theme("light"), 0.5)


def test_disabled_words_stay_readable(qapp: QApplication) -> None:
    for name in THEMES:
        made = load_theme(name)
        text = theme.palette(made).color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
        assert _contrast(text.name(), made.background) >= 4.5


def test_the_window_uses_the_bundled_typeface(qapp: QApplication) -> None:
    theme.load_fonts()

    assert QFontInfo(theme.base_font()).family() == "Inter"
    assert QFontInfo(theme.base_font()).pixelSize() == 13
    assert QFontInfo(theme.base_font(1.5)).pixelSize() == 20


def test_numbers_of_a_table_stand_below_one_another(qapp: QApplication) -> None:
    theme.load_fonts()
    metrics = QFontMetricsF(theme.tabular(theme.base_font()))

    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")


def test_half_bold_is_a_weight_of_its_own(qapp: QApplication) -> None:
    theme.load_fonts()
    widths = []
    for weight in (QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold, QFont.Weight.Bold):
        font = theme.base_font()
        font.setWeight(weight)
        widths.append(QFontMetricsF(font).horizontalAdvance("Readiness indicator"))

    assert widths == sorted(set(widths))


@pytest.mark.parametrize("name", THEMES)
def test_every_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication, name: str) -> None:
    made = load_theme(name)
    for path in resource_path("icons").glob("*.svg"):
        picture = theme.icon(path.stem, made, "accent", 40).pixmap(QSize(40, 40)).toImage()
        inks = {
            picture.pixelColor(x, y).name()
            for x in range(picture.width())
            for y in range(picture.height())
            if picture.pixelColor(x, y).alpha() > 250
        }
        assert made.accent in inks, path.stem


def test_a_disabled_icon_is_muted(qapp: QApplication) -> None:
    made = load_theme("light")
    picture = theme.icon("plus", made).pixmap(QSize(20, 20), QIcon.Mode.Disabled).toImage()

    assert picture.pixelColor(10, 10).name() == made.muted


def test_widgets_that_paint_themselves_are_told_the_look(qapp: QApplication) -> None:
    theme.apply(qapp, load_theme("dark"), 1.25)
    assert theme.current_look() == theme.Look(load_theme("dark"), 1.25)

    theme.apply(qapp, load_theme("light"))
    assert theme.current_look() == theme.Look(load_theme("light"), 1.0)


def test_what_was_written_is_shown_character_by_character() -> None:
    assert theme.base_font().featureValue(QFont.Tag("calt")) == 0
