"""The words of a foreign Word document with their headings, lists and tables, in the worker only."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import IO, Any
from xml.etree import ElementTree

from app.evidence.preview.forms import Block, FormattedText, Run, joined

MOST_BLOCKS = 2_000
MOST_CHARACTERS = 200_000
_MOST_CELLS = 2_000
_MOST_IN_A_CELL = 2_000
_MOST_MARGINS = 10
_DOCUMENT = "word/document.xml"
_STYLES = "word/styles.xml"
_MARGIN = re.compile(r"word/(header|footer)\d*\.xml")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_OFF = frozenset({"0", "false", "off", "none"})
# How deep a piece of the text stands: document, body, piece.
_DEPTH = 3


def read_word(content: bytes) -> FormattedText:
    """The text of a document, what stands in its margins first.

    Insertions count as text and deletions do not, as when all changes are accepted. Raises whatever the
    libraries say of a file that is not as it should be.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        reading = _Reading(_heading_levels(archive) if _STYLES in names else {})
        for name in sorted(filter(_MARGIN.fullmatch, names))[:_MOST_MARGINS]:
            with archive.open(name) as part:
                reading.take_margin(part)
        with archive.open(_DOCUMENT) as part:
            reading.take_body(part)
    return FormattedText(tuple(reading.blocks), reading.is_full, reading.has_pictures)


def _heading_levels(archive: zipfile.ZipFile) -> dict[str, int]:
    """The rank of each style that is a heading; its name is English in a document of any language."""
    levels: dict[str, int] = {}
    with archive.open(_STYLES) as part:
        for style in ElementTree.parse(part).getroot().iter(f"{_W}style"):  # noqa: S314 - see `take_body`
            name = _value(style.find(f"{_W}name"))
            found = _HEADING.fullmatch(name)
            if found or name.casefold() == "title":
                levels[style.get(f"{_W}styleId", "")] = int(found[1]) if found else 1
    return levels


def _value(element: ElementTree.Element | None) -> str:
    return element.get(f"{_W}val", "") if element is not None else ""


class _Reading:
    """Gathers blocks until there are enough."""

    def __init__(self, levels: dict[str, int]) -> None:
        self._levels = levels
        self._left = MOST_CHARACTERS
        self.blocks: list[Block] = []
        self.has_pictures = False

    @property
    def is_full(self) -> bool:
        return self._left <= 0 or len(self.blocks) >= MOST_BLOCKS

    def take_margin(self, part: IO[bytes]) -> None:
        """A header or footer as one line; the same on each kind of page is told once."""
        root = ElementTree.parse(part).getroot()  # noqa: S314 - see `take_body`
        lines = (self._runs(paragraph) for paragraph in root.iter(f"{_W}p"))
        text = " · ".join(filter(None, ("".join(run.text for run in runs).strip() for runs in lines)))
        block = Block("margin", runs=(Run(text[:_MOST_IN_A_CELL]),))
        if text and block not in self.blocks:
            self._add(block)

    def take_body(self, part: IO[bytes]) -> None:
        # Expat stops entities that would grow without end; the worker bounds the rest.
        depth = 0
        for event, element in ElementTree.iterparse(part, ("start", "end")):  # noqa: S314
            depth += 1 if event == "start" else -1
            if event == "end" and depth == _DEPTH - 1:
                self._take(element)
                element.clear()
                if self.is_full:
                    return

    def _take(self, element: ElementTree.Element) -> None:
        if element.tag == f"{_W}p":
            self._add(self._paragraph(element))
        elif element.tag == f"{_W}tbl":
            self._add(self._table(element))
        else:
            for child in element:
                self._take(child)

    def _add(self, block: Block | None) -> None:
        if block is None or self.is_full:
            return
        self.blocks.append(block)
        self._left -= len(block.text) + sum(len(cell) for row in block.rows for cell in row)

    def _paragraph(self, element: ElementTree.Element) -> Block | None:
        runs = self._runs(element)
        if not "".join(run.text for run in runs).strip():
            return None
        properties = element.find(f"{_W}pPr")
        level = self._level(properties)
        if level:
            return Block("heading", level, runs=runs)
        numbering = properties.find(f"{_W}numPr") if properties is not None else None
        if numbering is not None:
            depth = _value(numbering.find(f"{_W}ilvl"))
            return Block("item", min(int(depth), 8) + 1 if depth.isdecimal() else 1, "•", runs)
        return Block("paragraph", runs=runs)

    def _level(self, properties: ElementTree.Element | None) -> int:
        if properties is None:
            return 0
        outline = _value(properties.find(f"{_W}outlineLvl"))
        if outline.isdecimal() and int(outline) < 9:
            return int(outline) + 1
        return self._levels.get(_value(properties.find(f"{_W}pStyle")), 0)

    def _runs(self, paragraph: ElementTree.Element) -> tuple[Run, ...]:
        runs: list[Run] = []
        left = MOST_CHARACTERS
        for run in _runs_inside(paragraph):
            text = "".join(map(self._said, run))[:left]
            left -= len(text)
            if text:
                runs.append(_run(text, run.find(f"{_W}rPr")))
        return joined(runs)

    def _said(self, element: ElementTree.Element) -> str:
        if element.tag == f"{_W}t":
            return element.text or ""
        if element.tag in (f"{_W}drawing", f"{_W}pict", f"{_W}object"):
            self.has_pictures = True
        return {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}noBreakHyphen": "\u2011"}.get(element.tag, "")

    def _table(self, element: ElementTree.Element) -> Block:
        rows: list[tuple[str, ...]] = []
        cells = 0
        for row in element.iter(f"{_W}tr"):
            rows.append(tuple(self._cell(cell) for cell in row.iter(f"{_W}tc")))
            cells += len(rows[-1])
            if cells >= _MOST_CELLS:
                self._left = 0
                break
        return Block("table", rows=tuple(rows))

    def _cell(self, cell: ElementTree.Element) -> str:
        lines = ("".join(run.text for run in self._runs(part)) for part in cell.iter(f"{_W}p"))
        return "\n".join(filter(None, lines))[:_MOST_IN_A_CELL]


def _runs_inside(element: Any) -> Iterator[ElementTree.Element]:
    """The runs of a paragraph in order, also those of links and insertions; of two renderings the first."""
    for child in element:
        if child.tag == f"{_W}r":
            yield child
        if child.tag != _FALLBACK:
            yield from _runs_inside(child)


def _run(text: str, properties: ElementTree.Element | None) -> Run:
    return Run(text, is_bold=_is_on(properties, "b"), is_italic=_is_on(properties, "i"))


def _is_on(properties: ElementTree.Element | None, name: str) -> bool:
    switch = properties.find(f"{_W}{name}") if properties is not None else None
    return switch is not None and _value(switch) not in _OFF
