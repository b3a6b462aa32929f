"""What a file is, told by its first bytes; the extension only decides where they leave a choice."""

import codecs
import re

from app.evidence.names import extension_of

HEAD = 64 * 1024
UNKNOWN = "application/octet-stream"

_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = f"{_OFFICE}wordprocessingml.document"
XLSX = f"{_OFFICE}spreadsheetml.sheet"
_PPTX = f"{_OFFICE}presentationml.presentation"

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"{\\rtf", "application/rtf"),
    (b"ID3", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"OggS", "audio/ogg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"7z\xbc\xaf'\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\x7fELF", "application/x-executable"),
    (b"ElfFile\x00", "application/x-windows-event-log"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"\xd4\xc3\xb2\xa1", "application/vnd.tcpdump.pcap"),
    (b"\xa1\xb2\xc3\xd4", "application/vnd.tcpdump.pcap"),
)
_CONTAINERS = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_BRANDS = {
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"hevc": "image/heic",
    b"mif1": "image/heic",
    b"msf1": "image/heic",
    b"avif": "image/avif",
    b"qt  ": "video/quicktime",
    b"M4A ": "audio/mp4",
}
_ZIPPED = {
    ".docx": DOCX,
    ".xlsx": XLSX,
    ".pptx": _PPTX,
    ".jar": "application/java-archive",
    ".kmz": "application/vnd.google-earth.kmz",
}
_COMPOUND = {
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
    ".msg": "application/vnd.ms-outlook",
    ".vsd": "application/vnd.visio",
}
_TEXTS = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".json": "application/json",
    ".xml": "application/xml",
    ".htm": "text/html",
    ".html": "text/html",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
    ".eml": "message/rfc822",
}
_TEXTUAL = frozenset({"application/json", "application/xml", "application/yaml", "message/rfc822"})
# Each comment is taken once and never again longer: to try all ways to part a row of them takes for ever.
_SVG = re.compile(rb"\s*(<\?xml[^>]*>\s*)?((?><!--.*?-->)\s*)*+(<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]", re.DOTALL)
_HTML = re.compile(rb"\s*(<!doctype html|<html[\s>])", re.IGNORECASE)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\b\x1b")) + b"\x7f"
_MOST_CONTROLS = 0.02


def media_type(head: bytes, name: str) -> str:
    """The media type of a file by its first `HEAD` bytes and, where they leave a choice, its name."""
    extension = extension_of(name)
    return _by_signature(head, extension) or _as_text(head, extension) or UNKNOWN


def is_text(kind: str) -> bool:
    """Whether a file of this media type can be read as text. Drawings in SVG count as text."""
    return kind.startswith("text/") or kind in _TEXTUAL or kind == "image/svg+xml"


def _by_signature(head: bytes, extension: str) -> str:
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return "video/x-matroska" if kind == "video/webm" and extension == ".mkv" else kind
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    if head.startswith(b"PK\x03\x04"):
        return _zipped(head, extension)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _COMPOUND.get(extension, "application/x-ole-storage")
    if head.startswith(b"RIFF"):
        return _CONTAINERS.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    return _by_short_signature(head)


def _by_short_signature(head: bytes) -> str:
    """Signatures of two bytes need a second look, or a text that begins with "BM" would be a picture."""
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return "image/bmp"
    if head.startswith(b"MZ") and b"\0" in head[:64]:
        return "application/vnd.microsoft.portable-executable"
    if len(head) > 2 and head[0] == 0xFF and head[1] in (0xFB, 0xF3, 0xF2):
        return "audio/mpeg"
    return ""


def _zipped(head: bytes, extension: str) -> str:
    if head[30:38] == b"mimetype":
        declared = re.match(rb"application/[A-Za-z0-9.+-]+", head[38:120])
        return declared[0].removesuffix(b"PK").decode() if declared else "application/zip"
    if b"[Content_Types].xml" in head or b"_rels/.rels" in head:
        for folder, kind in ((b"word/", DOCX), (b"xl/", XLSX), (b"ppt/", _PPTX)):
            if folder in head:
                return kind
    return _ZIPPED.get(extension, "application/zip")


def _as_text(head: bytes, extension: str) -> str:
    encoding = text_encoding(head, whole=len(head) < HEAD)
    if encoding is None:
        return ""
    start = head.decode(encoding, "replace").lstrip("\ufeff")[:4096].encode()
    if _SVG.match(start):
        return "image/svg+xml"
    if _HTML.match(start):
        return "text/html"
    if start.lstrip().startswith(b"<?xml"):
        return "application/xml"
    return _TEXTS.get(extension, "text/plain")


def text_encoding(data: bytes, *, whole: bool = True) -> str | None:
    """The codec that reads `data` as text, or None when it is none.

    A part of a file (`whole` False) may end in the middle of a letter. UTF-8, UTF-16 with
    or without its mark, UTF-32 with it, otherwise Windows-1252.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return codec if _decodes(data, codec, whole=whole) else None
    if b"\0" in data:
        return _unmarked_utf16(data, whole=whole)
    controls = sum(data.count(letter) for letter in _CONTROLS)
    if controls > len(data) * _MOST_CONTROLS:
        return None
    if _decodes(data, "utf-8", whole=whole):
        return "utf-8"
    return None if controls else "windows-1252"


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def _decodes(data: bytes, codec: str, *, whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder(codec)().decode(data, final=whole)
    except UnicodeDecodeError:
        return False
    return True


def _unmarked_utf16(data: bytes, *, whole: bool) -> str | None:
    pairs = len(data) // 2 or 1
    low, high = data[1::2].count(0) / pairs, data[::2].count(0) / pairs
    if low > 0.4 and high < 0.05 and _decodes(data, "utf-16-le", whole=whole):
        return "utf-16-le"
    if high > 0.4 and low < 0.05 and _decodes(data, "utf-16-be", whole=whole):
        return "utf-16-be"
    return None
