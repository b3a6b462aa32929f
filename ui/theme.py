"""Colours, fonts and icons: a palette and one style sheet made from the tokens in `resources/themes`."""

import re
import tomllib
from dataclasses import dataclass, fields
from functools import cache
from math import ceil
from string import Template
from typing import Any

from PySide6.QtCore import QByteArray, QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QImage, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from app.resource_files import resource_path

FONT_FAMILIES = [
    "Inter",
    "DejaVu Sans",
    "Noto Sans Devanagari",
    "Noto Sans Thai",
    "Droid Sans Fallback",
    "Noto Emoji",
]
BASE_FONT_PX = 13
_LOOK = "assay_look"
_LENGTH = re.compile(r"(\d+)px")


@dataclass(frozen=True, slots=True)
class Theme:
    """The colour tokens of one theme, each written `#rrggbb`."""

    name: str
    background: str
    panel: str
    field: str
    line: str
    field_line: str
    text: str
    muted: str
    accent: str
    button: str
    primary: str
    primary_hover: str
    on_accent: str
    accent_soft: str
    focus: str
    hover: str
    pressed: str
    track: str
    hatch: str
    neutral_soft: str
    dark_cell: str
    on_dark_cell: str
    major: str
    major_soft: str
    minor: str
    minor_soft: str
    ofi: str
    ofi_soft: str
    strength: str
    strength_soft: str

    def colour(self, token: str) -> QColor:
        """The colour of a token; a name that is no token is a bug and raises `AttributeError`."""
        return QColor(str(getattr(self, token)))

    def tokens(self) -> dict[str, str]:
        return {part.name: str(getattr(self, part.name)) for part in fields(self) if part.name != "name"}


@dataclass(frozen=True, slots=True)
class Look:
    """What is applied to the program now: a theme, and a zoom factor (1.0 is 100 %)."""

    theme: Theme
    zoom: float = 1.0

    def px(self, length: float) -> int:
        """A length of the 100 % drawing, in pixels at this zoom; never less than one."""
        return scaled(length, self.zoom)


@cache
def load_theme(name: str) -> Theme:
    """The theme `light` or `dark`; a missing or unknown token raises `TypeError`."""
    with resource_path("themes", f"{name}.toml").open("rb") as file:
        data: dict[str, Any] = tomllib.load(file)
    return Theme(name=data["name"], **data["colours"])


def scaled(length: float, zoom: float) -> int:
    return max(1, round(length * zoom)) if length else 0


def palette(theme: Theme) -> QPalette:
    """The colours of everything the style sheet does not name, disabled state included."""
    role = QPalette.ColorRole
    colours = {
        role.Window: "background",
        role.WindowText: "text",
        role.Base: "field",
        role.AlternateBase: "neutral_soft",
        role.Text: "text",
        role.Button: "button",
        role.ButtonText: "text",
        role.BrightText: "on_accent",
        role.Highlight: "primary",
        role.HighlightedText: "on_accent",
        role.Accent: "primary",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.PlaceholderText: "muted",
        role.ToolTipBase: "panel",
        role.ToolTipText: "text",
        role.Light: "panel",
        role.Midlight: "hover",
        role.Mid: "line",
        role.Dark: "field_line",
        role.Shadow: "text",
    }
    made = QPalette()
    for target, token in colours.items():
        made.setColor(target, theme.colour(token))
    for target in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, target, theme.colour("muted"))
    return made


def style_sheet(theme: Theme, zoom: float = 1.0) -> str:
    """The style sheet with its tokens filled in and every length times `zoom`."""
    source = resource_path("themes", "assay.qss").read_text(encoding="utf-8")
    sized = _LENGTH.sub(lambda found: f"{scaled(int(found[1]), zoom)}px", source)
    return Template(sized).substitute(theme.tokens())


def load_fonts() -> None:
    """Register the bundled fonts; raises `FileNotFoundError` when one cannot be read."""
    for path in sorted(resource_path("fonts").glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(path)


def base_font(zoom: float = 1.0) -> QFont:
    """The typeface of the window at body size, with the fallbacks for other scripts."""
    font = QFont(FONT_FAMILIES)
    font.setPixelSize(scaled(BASE_FONT_PX, zoom))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # The typeface would draw -> as an arrow and 3x4 with a times sign: what was written is shown.
    font.setFeature(QFont.Tag("calt"), 0)
    return font


def tabular(font: QFont) -> QFont:
    """The font with digits of one width, so that numbers stand below one another."""
    made = QFont(font)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def icon(name: str, theme: Theme, colour: str = "text", size: int = 20) -> QIcon:
    """An icon of the set in a token's colour, sharp at 100 to 300 % scaling; muted when disabled."""
    made = QIcon()
    for mode, token in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, "muted")):
        for ratio in (1, 2, 3):
            made.addPixmap(_pixmap(name, str(getattr(theme, token)), size, ratio), mode)
    return made


def draw_icon(painter: QPainter, rect: QRectF, name: str, colour: QColor) -> None:
    """Draw an icon of the set into a square; a name that is not in the set raises `OSError`."""
    device = painter.device()
    side = ceil(rect.width() * (device.devicePixelRatio() if device else 1))
    painter.drawImage(rect, _image(name, colour.name(), side))


@cache
def _icon_source(name: str) -> str:
    return resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")


def _pixmap(name: str, colour: str, size: int, ratio: int) -> QPixmap:
    pixmap = QPixmap.fromImage(_image(name, colour, size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@cache
def _image(name: str, colour: str, side: int) -> QImage:
    """Drawn once: a window full of buttons asks for the same few icons hundreds of times."""
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    source = _icon_source(name).replace("currentColor", colour)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(image.rect()))
    painter.end()
    return image


def apply(app: QApplication, theme: Theme, zoom: float = 1.0) -> None:
    """Dress the whole program; widgets that paint themselves ask `current_look()`.

    The same look again costs nothing.
    """
    look = Look(theme, zoom)
    if app.property(_LOOK) == look:
        return
    if app.property(_LOOK) is None:
        app.setStyle("Fusion")
    app.setProperty(_LOOK, look)
    app.setPalette(palette(theme))
    app.setFont(base_font(zoom))
    app.setStyleSheet(style_sheet(theme, zoom))


def current_look() -> Look:
    """What `apply` put on the program last; the light theme before that."""
    app = QCoreApplication.instance()
    look = app.property(_LOOK) if app else None
    return look if isinstance(look, Look) else Look(load_theme("light"))
