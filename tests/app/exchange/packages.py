"""Workbooks as packages: what can be done to them with more will than a spreadsheet program has."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

Change = Callable[[bytes], bytes]


def repacked(
    source: Path,
    target: Path,
    changes: Mapping[str, Change] | None = None,
    added: Mapping[str, bytes] | None = None,
) -> Path:
    """The package with some parts changed and others added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            change = (changes or {}).get(name)
            new.writestr(name, change(old.read(name)) if change else old.read(name))
        for name, content in (added or {}).items():
            new.writestr(name, content)
    return target


def with_macros(source: Path, target: Path) -> Path:
    """The workbook as an .xlsm: its type says so, and a part holds the macros."""
    sheet_type = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macro_type = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"

    def declared(content: bytes) -> bytes:
        kind = b'ContentType="application/vnd.ms-office.vbaProject"'
        part = b'<Override PartName="/xl/vbaProject.bin" ' + kind + b"/></Types>"
        return content.replace(sheet_type, macro_type).replace(b"</Types>", part)

    return repacked(
        source, target, {"[Content_Types].xml": declared}, {"xl/vbaProject.bin": b"\xd0\xcf macros"}
    )


def bomb(target: Path, megabytes: int) -> Path:
    """A small file that unpacks to very much."""
    blank = b" " * 1024 * 1024
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(megabytes):
                part.write(blank)
    return target


def entities(content: bytes) -> bytes:
    """A part whose few lines stand for billions of letters."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "spam">{levels}]>'
    body = content.partition(b"?>")[2] if content.startswith(b"<?xml") else content
    return head.encode() + body.replace(b"F-01", b"&e11;")


def reaching_out(content: bytes) -> bytes:
    """A part that wants a file of this machine in its place."""
    head = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY out SYSTEM "file:///etc/passwd">]>'
    body = content.partition(b"?>")[2] if content.startswith(b"<?xml") else content
    return head + body.replace(b"F-01", b"&out;")
