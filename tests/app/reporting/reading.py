"""What the tests read out of a PDF."""

from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")


def read_text(data: bytes) -> str:
    """All text with single blanks."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split())


def packed(text: str) -> str:
    """Without blanks, for what the lines of a page cut anywhere."""
    return "".join(text.split())


def fonts_without_file(reader: PdfReader) -> set[str]:
    """The fonts of the file, used or not, that are not embedded."""
    fonts = [found for found in _objects(reader) if found.get("/Type") == "/Font"]
    assert fonts
    return {str(font["/BaseFont"]) for font in fonts if not _is_embedded(font)}


def outline_titles(entries: list[object]) -> list[str]:
    """The titles of an outline from top to bottom, nested ones too."""
    found: list[str] = []
    for entry in entries:
        found += outline_titles(entry) if isinstance(entry, list) else [entry.title]  # type: ignore[attr-defined]
    return found


def linked_pages(reader: PdfReader, page: int) -> list[int]:
    """The pages, from 1, that the links of a page lead to, from top to bottom."""
    annotations = [each.get_object() for each in reader.pages[page - 1].get("/Annots", ArrayObject())]
    numbers = {each.indirect_reference: number for number, each in enumerate(reader.pages, start=1)}
    return [numbers[annotation["/Dest"][0].indirect_reference] for annotation in annotations]


def _objects(reader: PdfReader) -> list[DictionaryObject]:
    found = [IndirectObject(number, 0, reader).get_object() for number in range(1, len(reader.xref[0]) + 1)]
    return [each for each in found if isinstance(each, DictionaryObject)]


def _is_embedded(font: DictionaryObject) -> bool:
    descriptor = font.get("/FontDescriptor")
    return descriptor is not None and any(name in descriptor.get_object() for name in EMBEDDED)
