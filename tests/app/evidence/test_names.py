import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evidence.names import display_name, extension_of, safe_export_name, storable_text


@pytest.mark.parametrize(
    ("original", "shown"),
    [
        ("Größe–Łódź_审计_🔐.pdf", "Größe–Łódź_审计_🔐.pdf"),
        ("invoice\u202efdp.exe", "invoice‹U+202E›fdp.exe"),
        ("report.pdf" + " " * 40 + ".exe", "report.pdf␣×40.exe"),
        ("report.pdf ", "report.pdf␣"),
        ("a\u200bb\u2066c\x07.txt", "a‹U+200B›b‹U+2066›c‹U+0007›.txt"),
        ("e\u0301te\u0301.txt", "été.txt"),
        ("👨\u200d👩\u200d👧.png", "👨\u200d👩\u200d👧.png"),
    ],
)
def test_a_name_is_shown_so_that_nothing_in_it_deceives(original: str, shown: str) -> None:
    assert display_name(original) == shown


@pytest.mark.parametrize(
    ("original", "exported"),
    [
        ("Größe–Łódź_审计_🔐.pdf", "E-031 Größe–Łódź_审计_🔐.pdf"),
        ("invoice\u202efdp.exe", "E-031 invoice_fdp.exe"),
        ("CON.txt", "E-031 CON.txt"),
        ("trailing dot.", "E-031 trailing dot"),
        ("trailing.exe. . ", "E-031 trailing.exe"),
        ("../../x", "E-031 .._.._x"),
        ('a<b>:"c|d?e*.txt', "E-031 a_b___c_d_e_.txt"),
        ("C:\\Windows\\x.ini", "E-031 C__Windows_x.ini"),
        ("", "E-031"),
        ("...", "E-031"),
        (".htaccess", "E-031 .htaccess"),
    ],
)
def test_a_name_is_exported_so_that_every_system_takes_it(original: str, exported: str) -> None:
    """AS-22."""
    assert safe_export_name("E-031", original) == exported


def test_the_longest_names_keep_their_extension() -> None:
    exported = safe_export_name("E-031", "审" * 84 + ".pdf")
    assert exported.endswith("审.pdf")
    assert len(exported.encode()) <= 200


def test_twins_in_case_and_normal_form_stay_apart_by_their_number() -> None:
    """AS-22: none overwrites another, whichever system they are copied to."""
    names = ["É.txt", "E\u0301.txt", "é.txt"]
    exported = {safe_export_name(f"E-{n:03}", name).casefold() for n, name in enumerate(names)}
    assert len(exported) == 3


@given(st.text(st.characters(), max_size=300))
def test_any_name_at_all_can_be_exported_and_shown(original: str) -> None:
    exported = safe_export_name("E-031", original)
    assert exported.startswith("E-031")
    assert not set(exported) & set('<>:"/\\|?*\0')
    assert not exported.endswith((" ", "."))
    assert len(unicodedata.normalize("NFD", exported).encode()) <= 200
    assert all(unicodedata.category(c) not in ("Cc", "Cs") for c in exported)
    shown = display_name(original)
    assert "\u202e" not in shown
    assert all(unicodedata.category(c) not in ("Cc", "Cs", "Zl") for c in shown)


@given(st.text(st.characters(), max_size=100))
def test_any_text_can_be_stored(text: str) -> None:
    stored = storable_text(text)
    stored.encode()
    assert stored == text or any(0xD800 <= ord(c) <= 0xDFFF for c in text)


def test_the_extension_is_the_last_one() -> None:
    assert extension_of("backup.tar.GZ") == ".gz"
    assert extension_of("invoice.pdf.exe. ") == ".exe"
    assert extension_of("README") == ""
