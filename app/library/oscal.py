"""An OSCAL catalogue as a framework: groups as headings, controls and enhancements as requirements.

In the worker only. The statement of each control is written out as text, with its parameters in words.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.errors import UserError
from app.library.imported import (
    LONGEST_REFERENCE,
    NO_REFERENCE,
    TOO_LONG,
    TWICE,
    WITHDRAWN,
    Imported,
    ImportedRow,
    Refused,
)
from app.words import N_

MOST_BYTES = 64 * 1024 * 1024
_MOST_CONTROLS = 20_000
_INSERT = re.compile(r"\{\{\s*(?:insert:\s*param,\s*)?([\w.-]+)\s*\}\}")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_SPACES = re.compile(r"[ \t]+")
_BEFORE_STOP = re.compile(r" +([;,.])(?=\s|$)")
_DEEPEST = 6
_BY_ORGANISATION = "organization-defined"
_UNTAKEN = N_("Nothing was imported.")
_Json = Mapping[str, Any]


def read_catalogue(content: bytes) -> Imported:
    """The controls of a catalogue in JSON. Raises UserError for anything else."""
    catalogue = _catalogue(content)
    metadata = _table(catalogue.get("metadata"))
    reader = _Reader()
    try:
        reader.read_group(catalogue, "", "")
    except RecursionError as error:
        raise _no_catalogue(error) from error
    return Imported(
        title=_text(metadata.get("title")) or "OSCAL catalogue",
        version=_text(metadata.get("version")),
        source=_canonical_link(metadata),
        rows=tuple(reader.rows),
        refused=tuple(reader.refused),
        groups=reader.groups,
        enhancements=reader.enhancements,
        parameters=reader.parameters,
    )


def _catalogue(content: bytes) -> _Json:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _no_catalogue(error) from error
    if not isinstance(document, dict) or not isinstance(document.get("catalog"), dict):
        kind = next(iter(document), "") if isinstance(document, dict) else ""
        raise UserError(
            N_("This file holds no OSCAL catalogue, but “{kind}”."),
            _UNTAKEN,
            N_("A profile must be resolved into a catalogue first."),
            kind=kind,
        )
    return _table(document["catalog"])


def _no_catalogue(error: ValueError | RecursionError) -> UserError:
    return UserError(
        N_("This file is no OSCAL catalogue in JSON: {reason}."),
        _UNTAKEN,
        N_("Choose the catalogue as .json; XML and YAML are not read."),
        reason="it is nested too deeply" if isinstance(error, RecursionError) else str(error),
    )


def _canonical_link(metadata: _Json) -> str:
    links = [link for link in _tables(metadata.get("links")) if link.get("rel") == "canonical"]
    return next((_text(link.get("href")) for link in links if "://" in _text(link.get("href"))), "")


@dataclass(slots=True)
class _Reader:
    """Walks through groups and controls in their order."""

    rows: list[ImportedRow] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    groups: int = 0
    enhancements: int = 0
    parameters: int = 0

    def read_group(self, group: _Json, parent: str, theme: str) -> None:
        for control in _tables(group.get("controls")):
            self.read_control(control, parent, theme)
        for inner in _tables(group.get("groups")):
            self.groups += 1
            title = _text(inner.get("title"))
            reference = self._free(_label(inner) or title)
            self.rows.append(ImportedRow(reference, title or reference, parent, is_heading=True))
            self.read_group(inner, reference, theme or title)

    def _free(self, name: str) -> str:
        """A reference for a heading that nothing else has."""
        base = name.strip()[: LONGEST_REFERENCE - 4] or "Group"
        free = next(
            one for one in (base, *(f"{base} {n}" for n in range(2, 10_000))) if one not in self.known
        )
        self.known.add(free)
        return free

    def read_control(self, control: _Json, parent: str, theme: str, depth: int = 0) -> None:
        reference, title = _label(control), _text(control.get("title"))
        reason = self._why_not(control, reference)
        if reason:
            self.refused.append(Refused(0, f"{reference} {title}".strip(), reason, reference))
        else:
            self.known.add(reference)
            self.enhancements += depth > 0
            text = self._statement(control)
            self.rows.append(ImportedRow(reference, title or reference, parent, theme=theme, text=text))
        for inner in _tables(control.get("controls")):
            self.read_control(inner, parent if reason else reference, theme, depth + 1)

    def _why_not(self, control: _Json, reference: str) -> str:
        if len(self.known) > _MOST_CONTROLS:
            raise UserError(N_("This catalogue has more controls than Assay takes in."), _UNTAKEN)
        statuses = [_text(one.get("value")) for one in _props(control) if one.get("name") == "status"]
        if any(status.casefold() == "withdrawn" for status in statuses):
            return WITHDRAWN
        if not reference:
            return NO_REFERENCE
        if len(reference) > LONGEST_REFERENCE:
            return TOO_LONG
        return TWICE if reference in self.known else ""

    def _statement(self, control: _Json) -> str:
        parameters = {_text(one.get("id")): one for one in _tables(control.get("params"))}
        parts = [part for part in _tables(control.get("parts")) if part.get("name") == "statement"]
        lines = [line for part in parts for line in self._lines(part, parameters, 0)]
        return "\n".join(lines)

    def _lines(self, part: _Json, parameters: Mapping[str, _Json], depth: int) -> Iterator[str]:
        prose = self._in_words(_text(part.get("prose")), parameters, 0)
        label = next((_text(one.get("value")) for one in _props(part) if one.get("name") == "label"), "")
        line = _BEFORE_STOP.sub(r"\1", _SPACES.sub(" ", f"{label} {prose}")).strip()
        if line:
            yield "  " * max(depth - 1, 0) + line
        if depth < 20:
            for inner in _tables(part.get("parts")):
                yield from self._lines(inner, parameters, depth + 1)

    def _in_words(self, prose: str, parameters: Mapping[str, _Json], depth: int) -> str:
        def put(found: re.Match[str]) -> str:
            self.parameters += depth == 0
            return self._parameter(found[1], parameters, depth)

        return _LINK.sub(r"\1", _INSERT.sub(put, prose))

    def _parameter(self, name: str, parameters: Mapping[str, _Json], depth: int) -> str:
        """`[Assignment: organization-defined frequency]`, `[Selection (one or more): a; b]`, or set values.

        In the print of SP 800-53 each open parameter says that the organisation defines it; the catalogue
        says so in some labels only.
        """
        one = parameters.get(name)
        if one is None or depth > _DEEPEST:
            return f"[Assignment: {name}]"
        values = _texts(one.get("values"))
        if values:
            return ", ".join(values)
        select = _table(one.get("select"))
        choices = [self._in_words(choice, parameters, depth + 1) for choice in _texts(select.get("choice"))]
        if choices:
            how_many = " (one or more)" if select.get("how-many") == "one-or-more" else ""
            return f"[Selection{how_many}: {'; '.join(choices)}]"
        label = self._in_words(_text(one.get("label")), parameters, depth + 1)
        if label and not label.startswith(_BY_ORGANISATION):
            label = f"{_BY_ORGANISATION} {label}"
        return f"[Assignment: {label or name}]"


def _label(thing: _Json) -> str:
    """What a control is called: its label without a class before any other, else its id."""
    labels = [one for one in _props(thing) if one.get("name") == "label"]
    labels.sort(key=_has_class)
    said = next((_text(one.get("value")) for one in labels if _text(one.get("value"))), "")
    return said or _text(thing.get("id")).upper()


def _has_class(one: _Json) -> bool:
    return bool(one.get("class"))


def _props(thing: _Json) -> Sequence[_Json]:
    return _tables(thing.get("props"))


def _tables(value: object) -> list[_Json]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _table(value: object) -> _Json:
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> list[str]:
    return [text for one in value if (text := _text(one))] if isinstance(value, list) else []


def _text(value: object) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""
