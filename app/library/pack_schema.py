"""Tables of a pack held against the published JSON Schema, with each fault in plain words."""

import json
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from app.library.pack_files import PackFiles, Table
from app.library.pack_problems import PackProblem
from app.resource_files import resource_path
from app.words import N_, Message

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError

SCHEMA = "pack.schema.json"
_KINDS = ("about", "requirement", "title", "text", "documented_information", "question")
_NOT_EMPTY = r"\S"
_TYPES = {
    "string": N_("it must be text in quotes."),
    "array": N_("it must be a list in square brackets."),
    "integer": N_("it must be a whole number."),
}


def schema_problems(files: PackFiles) -> Iterator[PackProblem]:
    """Every fault that the schema finds, in the order of the files."""
    tables = (
        files.about,
        files.requirements,
        files.titles,
        files.texts,
        files.documented_information,
        files.questions,
    )
    for kind, group in zip(_KINDS, tables, strict=True):
        validator = _validator(kind)
        for table in group:
            for error in validator.iter_errors(dict(table.values)):
                yield from _problems(table, error)


@cache
def _validator(kind: str) -> "Draft202012Validator":
    from jsonschema import Draft202012Validator

    definitions = json.loads(resource_path("frameworks", SCHEMA).read_text("utf-8"))["$defs"]
    return Draft202012Validator(_without_references(definitions[kind], definitions))


def _without_references(schema: Any, definitions: dict[str, Any]) -> Any:
    """The schema with what it refers to in place: looking each reference up costs more than all checks."""
    if isinstance(schema, dict) and "$ref" in schema:
        return _without_references(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    if isinstance(schema, dict):
        return {name: _without_references(part, definitions) for name, part in schema.items()}
    return schema


def _problems(table: Table, error: "ValidationError") -> Iterator[PackProblem]:
    schema = cast(dict[str, Any], error.schema)
    instance = cast(dict[str, Any], error.instance)
    if error.validator == "required":
        # One error for each that is missing, and its name is in the message alone.
        missing = [
            name for name in schema["required"] if name not in instance and f"'{name}'" in error.message
        ]
        yield from (table.problem(Message(N_("it is missing.")), name) for name in missing)
    elif error.validator == "additionalProperties":
        for name in sorted(set(instance) - set(schema["properties"])):
            yield table.problem(Message(N_("there is no such field.")), str(name))
    else:
        path = list(error.absolute_path)
        name, entry = str(path[0]), f", entry {int(path[1]) + 1}" if len(path) > 1 else ""
        reason = _reason(error.validator, error.validator_value)
        yield PackProblem(table.file, table.lines.get(name, table.line), name + entry, reason)


def _reason(validator: object, value: Any) -> Message:
    match validator:
        case "type":
            return Message(_TYPES[value])
        case "enum":
            return Message(N_("it must be one of {values}."), {"values": ", ".join(value)})
        case "const":
            return Message(N_("it must be {value}."), {"value": value})
        case "minimum" | "maximum" as bound:
            text = (
                N_("it must be at least {bound}.")
                if bound == "minimum"
                else N_("it must be at most {bound}.")
            )
            return Message(text, {"bound": value})
        case "pattern" if value == _NOT_EMPTY:
            return Message(N_("it is empty."))
        case "maxLength":
            return Message(N_("it is longer than {bound} characters."), {"bound": value})
    return Message(N_("it does not have the form {form}."), {"form": value})
