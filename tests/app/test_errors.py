"""Errors that a user can mend: what happened, what was kept, what to do."""

import gettext
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from app.errors import UserError
from app.words import Message, Words


def test_an_error_says_what_happened_what_was_kept_and_what_to_do() -> None:
    error = UserError("No {thing}.", "Nothing was changed.", "Bring the {thing}.", thing="key")
    assert str(error) == "No key. Nothing was changed. Bring the key."
    assert error.sentences(Words()) == ["No key.", "Nothing was changed.", "Bring the key."]


def test_a_sentence_that_has_nothing_to_say_is_left_out() -> None:
    assert UserError("No key.", todo="Bring one.").sentences(Words()) == ["No key.", "Bring one."]


def test_braces_in_what_the_user_typed_are_text() -> None:
    assert str(UserError("There is something at {path}.", path="{0} {x.__class__} %s")) == (
        "There is something at {0} {x.__class__} %s."
    )


def test_an_error_speaks_the_readers_language(tmp_path: Path) -> None:
    words = german(tmp_path)
    error = UserError("No {thing}.", thing=Message("key"))
    assert error.sentences(words) == ["Kein Schlüssel."]
    assert str(error) == "No key."


def german(folder: Path) -> Words:
    catalogue = Catalog(locale="de")
    catalogue.add("No {thing}.", "Kein {thing}.")
    catalogue.add("key", "Schlüssel")
    catalogue.add(("{n} finding", "{n} findings"), ("{n} Feststellung", "{n} Feststellungen"))
    target = folder / "de" / "LC_MESSAGES" / "assay.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_mo(file, catalogue)
    # gettext keeps what it has read of a file name for ever.
    gettext._translations.clear()  # type: ignore[attr-defined]
    return Words("de", folder)
