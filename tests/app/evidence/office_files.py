"""Word and Excel files as small as they can be, made here."""

import io
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_STYLES = (
    f"<w:styles {_W}>"
    '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style></w:styles>'
)


def paragraph(text: str, style: str = "", before: str = "", run: str = "") -> str:
    """A paragraph in XML; `before` stands among its properties, `run` among those of its words."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    words = f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:p><w:pPr>{named}{before}</w:pPr>{words}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def docx(body: str, header: str = "", before: str = "") -> bytes:
    """A document with this body; `before` stands before its root, where entities are made."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/styles.xml", _STYLES)
        if header:
            archive.writestr("word/header1.xml", f"<w:hdr {_W}>{header}</w:hdr>")
        text = f"{before}<w:document {_W}><w:body>{body}</w:body></w:document>"
        archive.writestr("word/document.xml", text)
    return buffer.getvalue()


def xlsx(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def changed(content: bytes, name: str, member: bytes) -> bytes:
    """The same package with another content of one of its members."""
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as before, ZipFile(buffer, "w", ZIP_DEFLATED) as after:
        for one in before.namelist():
            after.writestr(one, member if one == name else before.read(one))
    return buffer.getvalue()
