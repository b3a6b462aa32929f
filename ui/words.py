"""The window's words: `_` marks a text and gives it in the language of the window."""

from app.words import Message, Words


class _Window:
    """Holds the catalogue of this process; the language is chosen once, before the first widget."""

    words = Words()


def use_words(words: Words) -> None:
    """From now on the window speaks the language of `words`."""
    _Window.words = words


def _(msgid: str) -> str:
    """The text in the language of the window; arguments are filled in with `.format` afterwards."""
    return _Window.words.text(msgid)


def ngettext(one: str, many: str, n: int, **args: object) -> str:
    """The form of a text that goes with the number `n`, with `{n}` and `args` filled in."""
    return _Window.words.plural(one, many, n, **args)


def message(text: Message) -> str:
    """A sentence of the program's inner part, in the language of the window."""
    return _Window.words.message(text)
