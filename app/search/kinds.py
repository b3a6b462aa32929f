"""What can be found."""

import enum


class Kind(enum.Enum):
    """A kind of hit; FILE is the text of a file that is evidence, the others are records."""

    NOTE = "note"
    QUESTION = "question"
    FINDING = "finding"
    EVIDENCE = "evidence"
    FILE = "file"
    REQUEST = "request"
    SAMPLE = "sample"
    SESSION = "session"
    MEETING = "meeting"
    CONTEXT = "context"
    PERSON = "person"
