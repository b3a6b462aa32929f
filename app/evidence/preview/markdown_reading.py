"""The text of a foreign Markdown file with its headings, lists and tables, in the worker only.

Nothing is fetched: a picture is named instead of shown, a link is written out, and HTML stays as typed.
"""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.evidence.preview.forms import Block, FormattedText, Run, joined

_MOST_BLOCKS = 2_000
_MOST_CELLS = 2_000
_LISTS = ("bullet_list_open", "ordered_list_open")


def read_markdown(text: str, *, is_cut: bool) -> FormattedText:
    """The blocks of a text; `is_cut` when it is only the start of the file."""
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    reading = _Reading()
    reading.take(parser.parse(text))
    return FormattedText(tuple(reading.blocks[:_MOST_BLOCKS]), is_cut or len(reading.blocks) > _MOST_BLOCKS)


class _Reading:
    """Walks through the marks of the parser, and knows in which lists and quotations it stands."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._lists: list[int | None] = []
        self._mark = ""
        self._quotes = 0
        self._heading = 0
        self._table: list[list[str]] | None = None
        self._cells = 0

    def take(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            if token.type in ("fence", "code_block"):
                self.blocks.append(Block("code", runs=(Run(token.content.rstrip("\n"), is_code=True),)))
            elif token.type == "hr":
                self.blocks.append(Block("rule"))
            elif token.type == "inline":
                self._take_words(_runs(token.children or []))
            else:
                self._step(token)
            if len(self.blocks) > _MOST_BLOCKS:
                return

    def _step(self, token: Token) -> None:
        """Enter or leave a part."""
        if token.type in _LISTS:
            is_numbered = token.type == "ordered_list_open"
            self._lists.append(int(token.attrs.get("start", 1)) if is_numbered else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
        elif token.type == "list_item_open":
            self._mark = self._next_mark()
        elif token.type in ("blockquote_open", "blockquote_close"):
            self._quotes += token.nesting
        elif token.type in ("heading_open", "heading_close"):
            self._heading = int(token.tag[1:]) if token.nesting > 0 else 0
        else:
            self._step_in_table(token)

    def _next_mark(self) -> str:
        number = self._lists[-1]
        if number is None:
            return "•"
        self._lists[-1] = number + 1
        return f"{number}."

    def _step_in_table(self, token: Token) -> None:
        if token.type == "table_open":
            self._table = []
        elif token.type == "tr_open" and self._table is not None and self._cells < _MOST_CELLS:
            self._table.append([])
        elif token.type == "table_close" and self._table is not None:
            rows = tuple(tuple(row) for row in self._table if any(row))
            self.blocks.append(Block("table", rows=rows))
            self._table = None

    def _take_words(self, runs: tuple[Run, ...]) -> None:
        if self._table is not None:
            self._cells += 1
            if self._cells <= _MOST_CELLS:
                self._table[-1].append("".join(run.text for run in runs))
        elif self._heading:
            self.blocks.append(Block("heading", self._heading, runs=runs))
        elif self._lists:
            # A second paragraph of an item stands below it without a mark of its own.
            mark, self._mark = self._mark, ""
            self.blocks.append(Block("item", len(self._lists), mark, runs))
        elif self._quotes:
            self.blocks.append(Block("quote", self._quotes, runs=runs))
        else:
            self.blocks.append(Block("paragraph", runs=runs))


def _runs(tokens: Sequence[Token]) -> tuple[Run, ...]:
    runs: list[Run] = []
    bold = italic = 0
    targets: list[str] = []
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            bold += token.nesting
        elif token.type in ("em_open", "em_close"):
            italic += token.nesting
        elif token.type == "link_open":
            targets.append(str(token.attrs.get("href", "")))
        else:
            text = _said(token, targets)
            if text:
                runs.append(Run(text, bold > 0, italic > 0, token.type == "code_inline"))
    return joined(runs)


def _said(token: Token, targets: list[str]) -> str:
    """What a mark says; a link says where it leads, once, behind its words."""
    if token.type == "link_close":
        target = targets.pop()
        return f" ({target})" if target else ""
    if token.type == "image":
        return f"[{token.content or token.attrs.get('src', '')}]"
    if token.type in ("softbreak", "hardbreak"):
        return " " if token.type == "softbreak" else "\n"
    return token.content
