"""Errors that the user can mend. Everything else is a bug and is shown as one."""

from app.words import Message, Words


class UserError(Exception):
    """What happened, what was kept, what to do next: three sentences for the person at the screen."""

    def __init__(self, what: str, kept: str = "", todo: str = "", **args: object) -> None:
        super().__init__(what)
        self.what = Message(what, args)
        self.kept = Message(kept, args)
        self.todo = Message(todo, args)

    def sentences(self, words: Words) -> list[str]:
        """The sentences that have something to say, in the reader's language."""
        return [words.message(part) for part in (self.what, self.kept, self.todo) if part.msgid]

    def __str__(self) -> str:
        return " ".join(str(part) for part in (self.what, self.kept, self.todo) if part.msgid)


class ForNowError(UserError):
    """What cannot be done as things stand; what is written next has overtaken it."""


class DamagedWorkspaceError(UserError):
    """A workspace that cannot be opened as it is, and whose backups can."""


class OlderWorkspaceError(UserError):
    """A workspace whose database is not the one that was open last; it opens when that is accepted."""
