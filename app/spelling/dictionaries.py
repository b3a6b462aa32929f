"""Which dictionaries there are: two that come with the program, and those that a user adds."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError
from app.resource_files import resource_path
from app.words import N_
from app.workspace.files import write_durably

OFF = "off"
BRITISH, AMERICAN = "en_GB", "en_US"
_OWN = "own:"
# The largest that are in use hold some 10 MB of words and 2 MB of rules.
_MOST_BYTES = {".dic": 32 * 1024**2, ".aff": 8 * 1024**2}
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A pair of files `name.aff` and `name.dic` in `folder`; `code` is what the settings keep."""

    code: str
    name: str
    folder: Path


def dictionaries(own: Path) -> tuple[Dictionary, ...]:
    """Those that come with the program, then those in the folder `own`, which need not exist."""
    shipped = (Dictionary(code, code, resource_path("dictionaries")) for code in (BRITISH, AMERICAN))
    added = (Dictionary(_OWN + name, name, own) for name in sorted(_names(own)))
    return (*shipped, *added)


def usual_code(language: str) -> str:
    """What is chosen until somebody chooses: `language` is the system's, such as `en_US`, "C" for none.

    Text in another language would be underlined as a whole: nothing is checked there.
    """
    if language.startswith("en") or language == "C":
        return AMERICAN if language.startswith(AMERICAN) else BRITISH
    return OFF


def _names(folder: Path) -> Iterator[str]:
    for path in folder.glob("*.dic"):
        if path.with_suffix(".aff").is_file():
            yield path.stem


def add_dictionary(chosen: Path, own: Path) -> str:
    """Copy a dictionary into the folder `own`; the code that it is chosen by.

    `chosen` is either file of the pair, the other one lies beside it. Raises UserError where there is none,
    or where it is larger than any dictionary.
    """
    name = "".join(letter for letter in chosen.stem if letter.isalnum() or letter in "-_")[:_LONGEST_NAME]
    pair = {kind: _content(chosen.with_suffix(kind), most) for kind, most in _MOST_BYTES.items()}
    try:
        own.mkdir(parents=True, exist_ok=True)
        for kind, content in pair.items():
            write_durably(own / f"{name or 'dictionary'}{kind}", content)
    except OSError as error:
        raise UserError(
            N_("The dictionary cannot be copied: {reason}."),
            N_("The dictionaries are as they were."),
            reason=error.strerror or str(error),
        ) from error
    return f"{_OWN}{name or 'dictionary'}"


def check_pair(folder: Path, name: str) -> None:
    """Raise UserError unless both files are there, plain, and of a size that dictionaries have."""
    for kind, most in _MOST_BYTES.items():
        _checked(folder / f"{name}{kind}", most)


def _checked(path: Path, most: int) -> None:
    try:
        found = path.stat()
    except OSError as error:
        raise _refused(N_("There is no file {name}: a dictionary has two, .aff and .dic."), path) from error
    if not stat.S_ISREG(found.st_mode) or not os.access(path, os.R_OK):
        raise _refused(N_("{name} cannot be read."), path)
    if found.st_size > most:
        raise _refused(N_("{name} is larger than a dictionary can be."), path)


def _content(path: Path, most: int) -> bytes:
    _checked(path, most)
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise _refused(N_("{name} cannot be read."), path) from error
    if len(content) > most:
        raise _refused(N_("{name} is larger than a dictionary can be."), path)
    return content


def _refused(what: str, path: Path) -> UserError:
    todo = N_("Choose the .dic file of a dictionary made for Hunspell, as LibreOffice and Firefox use it.")
    return UserError(what, N_("The dictionaries are as they were."), todo, name=path.name)
