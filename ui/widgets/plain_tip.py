"""Tool tips guess whether their text is rich text: what people wrote must stay what they wrote."""

from html import escape


def plain_tip(text: str) -> str:
    """`text` as a tool tip shows it letter by letter, wrapped."""
    return f'<p style="white-space: pre-wrap">{escape(text)}</p>' if text else ""
