"""Every word that the user sees is in the catalogue, and can be found there."""

import ast
import io
import re
from functools import cache

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from tests.contracts.source import PACKAGES, ROOT, calls

POT = ROOT / "resources" / "translations" / "assay.pot"
MARKS = {"_": 1, "N_": 1, "ngettext": 2}


@cache
def in_the_source() -> Catalog:
    catalogue = Catalog()
    for package in PACKAGES:
        for _file, _line, message, _comments, context in extract_from_dir(
            ROOT / package,
            method_map=[("**.py", "python")],
            keywords={**DEFAULT_KEYWORDS, "plural": (1, 2), "NN_": (1, 2)},
        ):
            catalogue.add(message, context=context)
    return catalogue


@cache
def in_the_catalogue() -> Catalog:
    with POT.open("rb") as file:
        return read_po(file)


def ids(catalogue: Catalog) -> set[str | tuple[str, ...]]:
    return {tuple(m.id) if isinstance(m.id, list | tuple) else m.id for m in catalogue if m.id}


def test_every_word_of_the_program_is_in_the_catalogue() -> None:
    missing = ids(in_the_source()) - ids(in_the_catalogue())
    assert missing == set(), "run `make words`"


def test_words_are_marked_as_they_stand() -> None:
    found = [
        place
        for place, name, call in calls()
        for argument in call.args[: MARKS.get(name, 0)]
        if not isinstance(argument, ast.Constant | ast.Name | ast.Attribute | ast.Subscript | ast.Call)
        or (isinstance(argument, ast.Call) and isinstance(argument.func, ast.Attribute))
    ]
    assert found == []


def test_message_ids_have_named_places_only() -> None:
    unnamed = re.compile(r"\{[0-9]*[!:}]|%[sd]")
    found = [message.id for message in in_the_source() if unnamed.search(str(message.id))]
    assert found == []


def test_a_translation_keeps_the_places_of_its_message() -> None:
    wrong = [
        (path.parts[-3], message.id)
        for path in POT.parent.glob("*/LC_MESSAGES/assay.po")
        for message in read_po(io.BytesIO(path.read_bytes()))
        if message.string and not _same_places(message)
    ]
    assert wrong == []


def _same_places(message: Message) -> bool:
    originals = message.id if isinstance(message.id, list | tuple) else [message.id]
    translations = message.string if isinstance(message.string, list | tuple) else [message.string]
    known = {place for original in originals for place in re.findall(r"\{(\w+)", str(original))}
    return all(set(re.findall(r"\{(\w+)", str(text))) <= known for text in translations)
