"""`assay-cli`: the same work without a window, for offices that automate and for checks without a screen."""

import os
import sys
from collections.abc import Sequence

from app.command_line.answer import complain, give, write_any_letter
from app.command_line.arguments import parsed
from app.command_line.session import new_session
from app.errors import UserError

_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0, or 1 with one plain line for what a user can mend.

    Arguments that make no sense end the process with 2.
    """
    write_any_letter()
    session = new_session()
    options, command = parsed(argv, session.words)
    try:
        return give(command(session, options), as_json=options.json)
    except UserError as error:
        complain(" ".join(error.sentences(session.words)))
    except BrokenPipeError:
        _read_no_more()
    except OSError as error:
        complain(_said(error))
    except KeyboardInterrupt:
        return _INTERRUPTED
    return 1


def _said(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"


def _read_no_more() -> None:
    """Whoever read the output is gone; what the interpreter flushes at its end must not complain again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
