"""File names as display data: shown so that nothing deceives, written so that every system takes them.

The name as typed stays in the database (R-4); it is never a path.
"""

import os
import re
import unicodedata

_JOINERS = "\u200c\u200d"
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_BLANKS = re.compile(r"^\s+|\s+$|\s{3,}")
_FORBIDDEN = frozenset('<>:"/\\|?*')
_RESERVED = re.compile("con|prn|aux|nul|(com|lpt)[0-9¹²³]")
_UNWRITABLE = _HIDDEN | {"Cn", "Co"}
_MOST_BYTES = 200
_LONGEST_EXTENSION = 16


def storable_text(text: str) -> str:
    """`text` with what UTF-8 cannot hold spelt out: undecodable bytes of a file name become `\\xE9`."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return os.fsencode(text).decode("utf-8", "backslashreplace") if _from_system(text) else _spelt(text)
    return text


def _from_system(text: str) -> bool:
    """Whether every lone surrogate stands for an undecodable byte of a file name."""
    return all(0xDC80 <= ord(letter) <= 0xDCFF for letter in text if unicodedata.category(letter) == "Cs")


def _spelt(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


def display_name(original: str) -> str:
    """The name for people: in NFC, with direction marks, control characters and padding made visible.

    `invoice` + U+202E + `fdp.exe` shows as `invoice‹U+202E›fdp.exe`: the real extension stays at the end.
    """
    if original.isascii() and original.isprintable():
        shown = original
    else:
        shown = "".join(_visible(letter) for letter in unicodedata.normalize("NFC", original))
    return _BLANKS.sub(_counted, shown)


def _visible(letter: str) -> str:
    if unicodedata.category(letter) in _HIDDEN and letter not in _JOINERS:
        return f"‹U+{ord(letter):04X}›"
    return letter


def _counted(blanks: re.Match[str]) -> str:
    count = len(blanks[0])
    return "␣" * count if count <= 3 else f"␣×{count}"


def safe_export_name(number: str, original: str, most: int = _MOST_BYTES) -> str:
    """A name that Windows, macOS and Linux take, such as `E-031 backup log.csv`.

    The number in front keeps reserved names (`CON.txt`), twins that differ in case or normal form, and
    names from `../` apart and harmless. At most `most` bytes; the extension is kept.
    """
    prefix = _portable(number) or "_"
    stem, extension = _split(_portable(original))
    room = most - _length(f"{prefix} {extension}")
    stem = _cut(stem, room).rstrip(" .")
    return f"{prefix} {stem}{extension}" if stem else f"{prefix}{extension}"


def is_portable(name: str) -> bool:
    """Whether a file may have this name on Windows, macOS and Linux, and is nothing but a file there."""
    stem = name.partition(".")[0].strip().casefold()
    is_plain = bool(name.strip(".")) and _portable(name) == name
    return is_plain and not _RESERVED.fullmatch(stem) and _length(name) <= _MOST_BYTES


def extension_of(name: str) -> str:
    """The extension in lower case with its dot, `""` where there is none."""
    return _split(name.rstrip(" ."))[1].lower()


def _portable(name: str) -> str:
    letters = (_portable_letter(letter) for letter in unicodedata.normalize("NFC", name))
    return "".join(letters).strip(" ").rstrip(" .")


def _portable_letter(letter: str) -> str:
    if letter in _JOINERS:
        return letter
    return "_" if letter in _FORBIDDEN or unicodedata.category(letter) in _UNWRITABLE else letter


def _split(name: str) -> tuple[str, str]:
    stem, dot, extension = name.rpartition(".")
    if not stem or not extension.isalnum() or len(extension) > _LONGEST_EXTENSION:
        return name, ""
    return stem, dot + extension


def _cut(text: str, room: int) -> str:
    while _length(text) > room:
        text = text[:-1]
    return text


def _length(text: str) -> int:
    """Bytes of the decomposed form, the longest that a file system makes of it."""
    return len(unicodedata.normalize("NFD", text).encode())
