"""What travels through the pipes: a frame is two lengths, a head in JSON, and bytes."""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Any, BinaryIO

from app.words import Message

_LENGTHS = struct.Struct(">IQ")
_MOST_HEAD = 1024 * 1024


class FrameError(Exception):
    """What came is no frame, or is larger than was agreed."""


@dataclass(frozen=True, slots=True)
class Frame:
    """`head["kind"]` says what it is: a task, progress, an answer, or an error."""

    head: dict[str, Any]
    payload: bytes = field(default=b"", repr=False)


def write_frame(file: BinaryIO, frame: Frame) -> None:
    """Write and flush. Raises OSError when the other side is gone."""
    head = json.dumps(frame.head).encode()
    file.write(_LENGTHS.pack(len(head), len(frame.payload)) + head)
    file.write(frame.payload)
    file.flush()


def read_frame(file: BinaryIO, most: int) -> Frame | None:
    """The next frame, None at the end. Raises FrameError for one with more than `most` bytes of payload."""
    lengths = file.read(_LENGTHS.size)
    if not lengths:
        return None
    if len(lengths) < _LENGTHS.size:
        raise FrameError("cut short")
    head_size, payload_size = _LENGTHS.unpack(lengths)
    if head_size > _MOST_HEAD or payload_size > most:
        raise FrameError("too large")
    return Frame(_head(_exactly(file, head_size)), _exactly(file, payload_size))


def _head(data: bytes) -> dict[str, Any]:
    return group(plain_value(data))


def plain_value(data: bytes) -> Any:
    """What JSON says. Raises FrameError for what is none."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise FrameError("no JSON") from error


def group(value: object) -> dict[str, Any]:
    """`value`, which must be values by name. Raises FrameError; so do those below."""
    if not isinstance(value, dict):
        raise FrameError("not a group")
    return value


def whole_number(group: Mapping[str, Any], name: str) -> int:
    """The number called `name`; True and False are none."""
    value = group.get(name)
    if type(value) is not int:
        raise FrameError("not a number")
    return value


def text(group: Mapping[str, Any], name: str) -> str:
    """The text called `name`."""
    value = group.get(name)
    if not isinstance(value, str):
        raise FrameError("not a text")
    return value


def _exactly(file: BinaryIO, size: int) -> bytes:
    data = file.read(size)
    if len(data) < size:
        raise FrameError("cut short")
    return data


def message_to_plain(message: Message) -> dict[str, Any]:
    """A message as JSON can hold it; arguments that are messages themselves stay so."""
    return {
        "msgid": message.msgid,
        "args": {name: _plain_argument(value) for name, value in message.args.items()},
    }


def _plain_argument(value: object) -> object:
    if isinstance(value, Message):
        return message_to_plain(value)
    return value if isinstance(value, (str, int, float)) else str(value)


def message_from_plain(plain: object) -> Message:
    """The message again. Raises FrameError for what is none, or whose words do not fit its arguments."""
    parts = group(plain)
    args = {
        name: message_from_plain(value) if isinstance(value, dict) else value
        for name, value in group(parts.get("args")).items()
    }
    message = Message(text(parts, "msgid"), args)
    if args and not _fits(message):
        raise FrameError("not a message")
    return message


def _fits(message: Message) -> bool:
    """Whether there are but plain names to be replaced: a width or an attribute could do harm."""
    try:
        return all(
            name is None or (name in message.args and not form and conversion is None)
            for _before, name, form, conversion in Formatter().parse(message.msgid)
        )
    except ValueError:
        return False
