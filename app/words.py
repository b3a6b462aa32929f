"""Words in the reader's language, from one gettext catalogue for window, errors and reports."""

import gettext
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Self

from app.dates import day_text, moment_text
from app.resource_files import resource_path

DOMAIN = "assay"
_MOST_NAMED = 12


def N_(msgid: str) -> str:
    """Mark a message id for the catalogue; it is translated where it is shown."""
    return msgid


def NN_(one: str, many: str) -> tuple[str, str]:
    """Mark the two forms of a text with a number `{n}`, for `Words.plural`."""
    return one, many


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence without a language yet: a message id and its arguments."""

    msgid: str
    args: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return fill(self.msgid, self.args)


def listed(messages: Sequence[Message], link: str = N_("{first}, {rest}")) -> Message:
    """Several messages as one, with commas, or joined as `link` says; empty for none."""
    if len(messages) < 2:
        return messages[0] if messages else Message("")
    middle = len(messages) // 2
    return Message(link, {"first": listed(messages[:middle], link), "rest": listed(messages[middle:], link)})


def named(numbers: Sequence[str], most: int = _MOST_NAMED) -> Message | str:
    """`F-01, F-02, F-03`; of many the first `most`, and how many more there are."""
    shown, more = ", ".join(numbers[:most]), len(numbers) - most
    return Message(N_("{numbers} and {n} more"), {"numbers": shown, "n": more}) if more > 0 else shown


def in_a_row(sentences: Sequence[Message]) -> Message:
    """Several whole sentences as one text."""
    return listed(sentences, N_("{first} {rest}"))


def fill(text: str, args: Mapping[str, object], language: str = "en") -> str:
    """`text` with its `{names}` replaced; arguments are data, never format strings.

    Days and moments among them are written as the language does.
    """
    return text.format(**{name: _said(value, language) for name, value in args.items()}) if args else text


def _said(value: object, language: str) -> object:
    if isinstance(value, datetime):
        return moment_text(value, language)
    return day_text(value, language) if isinstance(value, date) else value


class Words:
    """The catalogue in one language. English is the message id itself.

    `own` is what an organisation calls things instead, by the code of the thing.
    """

    def __init__(
        self, language: str = "en", folder: Path | None = None, own: Mapping[str, str] | None = None
    ) -> None:
        self.language = language
        self.own = dict(own or {})
        self._catalogue = gettext.translation(
            DOMAIN, folder or resource_path("translations"), languages=[language], fallback=True
        )

    def calling(self, own: Mapping[str, str]) -> Self:
        """The same language, with what an organisation calls things."""
        words = copy(self)
        words.own = dict(own)
        return words

    def text(self, msgid: str, **args: object) -> str:
        return fill(self._catalogue.gettext(msgid) if msgid else "", args, self.language)

    def plural(self, one: str, many: str, n: int, **args: object) -> str:
        return fill(self._catalogue.ngettext(one, many, n), {"n": n, **args}, self.language)

    def message(self, message: Message) -> str:
        """The sentence, with arguments that are messages themselves put into words first."""
        args = {name: self._argument(value) for name, value in message.args.items()}
        return self.text(message.msgid, **args)

    def _argument(self, value: object) -> object:
        return self.message(value) if isinstance(value, Message) else value
