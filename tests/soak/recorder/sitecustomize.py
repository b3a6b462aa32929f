"""Loaded by every Python that starts with this folder on its path: refuses and records what goes outside.

It sees the program, its workers and the command line, from their first moment, without a change to them.
"""

import os
import sys
from pathlib import Path

_RECORD = Path(os.environ["ASSAY_NETWORK_RECORD"])
_OUTSIDE = (
    "socket.connect",
    "socket.bind",
    "socket.sendto",
    "socket.sendmsg",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.gethostbyaddr",
    "socket.getnameinfo",
    "urllib.Request",
    "http.client.connect",
    "ftplib.connect",
    "smtplib.connect",
    "webbrowser.open",
)


def _watch(event: str, args: tuple[object, ...]) -> None:
    if event in _OUTSIDE and not _is_local(event, args):
        _write(f"outside {event} {args!r}")
        raise RuntimeError(f"a way outside: {event} {args!r}")


def _is_local(event: str, args: tuple[object, ...]) -> bool:
    """A socket of this machine's own has a path for a name."""
    return event.startswith("socket.") and len(args) > 1 and isinstance(args[1], (str, bytes))


def _write(line: str) -> None:
    with _RECORD.open("a", encoding="utf-8") as record:
        record.write(f"{line}\n")


_write(f"started {sys.orig_argv!r}")
sys.addaudithook(_watch)
