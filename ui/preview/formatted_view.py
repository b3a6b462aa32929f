"""A document as formatted text: set word by word, so that nothing in it is markup, a link or a picture."""

from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from app.evidence.preview.asking import Block, FormattedText, Run
from ui.preview.wrapping import wrap_mode
from ui.theme import current_look
from ui.words import _

_HEADING_PX = {1: 20, 2: 17, 3: 15}
_SMALL_HEADING_PX = 13
_INDENT_PX = 18
_DEEPEST = 8
_MOST_COLUMNS = 60


class FormattedView(QTextEdit):
    """Shows one `FormattedText` at a time; read with the keyboard like any text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("Content of the file"))

    def show_text(self, preview: FormattedText) -> None:
        """Put another document in place of the one that is shown."""
        self.clear()
        self.setWordWrapMode(wrap_mode(_words(preview)))
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for number, block in enumerate(preview.blocks):
            self._set(cursor, block, is_first=number == 0)
        for note in _notes(preview):
            self._set(cursor, Block("margin", runs=(Run(note),)), is_first=False)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _set(self, cursor: QTextCursor, block: Block, *, is_first: bool) -> None:
        if block.kind == "table":
            _set_table(cursor, block)
            return
        form = _block_format(block)
        if is_first:
            cursor.setBlockFormat(form)
        else:
            cursor.insertBlock(form)
        if block.kind == "rule":
            return
        if block.mark:
            cursor.insertText(f"{block.mark} ", _words_format(block, Run("")))
        for run in block.runs:
            # A line break within a block stays inside it.
            cursor.insertText(run.text.replace("\n", "\u2028"), _words_format(block, run))


def _block_format(block: Block) -> QTextBlockFormat:
    px, form = current_look().px, QTextBlockFormat()
    form.setTopMargin(px(14) if block.kind == "heading" else 0)
    form.setBottomMargin(px(2) if block.kind == "item" else px(8))
    if block.kind in ("item", "quote"):
        form.setLeftMargin(px(_INDENT_PX) * min(block.level, _DEEPEST))
    if block.kind == "heading":
        form.setHeadingLevel(min(max(block.level, 1), 6))
    if block.kind == "code":
        form.setBackground(current_look().theme.colour("neutral_soft"))
    if block.kind == "rule":
        form.setProperty(
            QTextBlockFormat.Property.BlockTrailingHorizontalRulerWidth,
            QTextLength(QTextLength.Type.PercentageLength, 100),
        )
    return form


def _words_format(block: Block, run: Run) -> QTextCharFormat:
    look, form = current_look(), QTextCharFormat()
    is_heading = block.kind == "heading"
    form.setFontWeight(QFont.Weight.DemiBold if is_heading or run.is_bold else QFont.Weight.Normal)
    form.setFontItalic(run.is_italic)
    if is_heading:
        size = look.px(_HEADING_PX.get(block.level, _SMALL_HEADING_PX))
        form.setProperty(QTextCharFormat.Property.FontPixelSize, size)
    if run.is_code and block.kind != "code":
        form.setBackground(look.theme.colour("neutral_soft"))
    form.setForeground(look.theme.colour("muted" if block.kind in ("margin", "quote") else "text"))
    return form


def _set_table(cursor: QTextCursor, block: Block) -> None:
    columns = min(max((len(row) for row in block.rows), default=0), _MOST_COLUMNS)
    if not columns:
        return
    look = current_look()
    form = QTextTableFormat()
    form.setCellPadding(look.px(4))
    form.setCellSpacing(0)
    form.setBorderCollapse(True)
    form.setBorder(1)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderBrush(look.theme.colour("line"))
    form.setTopMargin(look.px(4))
    form.setBottomMargin(look.px(8))
    table = cursor.insertTable(len(block.rows), columns, form)
    head, words = QTextCharFormat(), QTextCharFormat()
    head.setFontWeight(QFont.Weight.DemiBold)
    for row, cells in enumerate(block.rows):
        for column, text in enumerate(cells[:columns]):
            inside = table.cellAt(row, column).firstCursorPosition()
            inside.insertText(text.replace("\n", "\u2028"), words if row else head)
    cursor.movePosition(QTextCursor.MoveOperation.End)


def _words(preview: FormattedText) -> str:
    cells = (cell for block in preview.blocks for row in block.rows for cell in row)
    return " ".join([*(block.text for block in preview.blocks), *cells])


def _notes(preview: FormattedText) -> list[str]:
    notes = []
    if preview.has_pictures:
        notes.append(_("Pictures are left out here. Open a copy to see them."))
    if preview.is_cut:
        notes.append(_("… only the start of the file is shown."))
    return notes
