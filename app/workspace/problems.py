"""What a verification can find."""

import enum
from dataclasses import dataclass

from app.words import Message


class ProblemKind(enum.Enum):
    """What does not hold."""

    DATABASE = "database"
    LOG_ALTERED = "log_altered"
    LOG_MISSING = "log_missing"
    LOG_BROKEN = "log_broken"
    LOG_DETAIL = "log_detail"
    LOG_HEAD = "log_head"
    ROW_ALTERED = "row_altered"
    ROW_UNLOGGED = "row_unlogged"
    ROW_MISSING = "row_missing"
    OBJECT_CHANGED = "object_changed"
    OBJECT_CUT = "object_cut"
    OBJECT_SWAPPED = "object_swapped"
    OBJECT_MISSING = "object_missing"
    OBJECT_UNREADABLE = "object_unreadable"
    OBJECT_KEYLESS = "object_keyless"
    OBJECT_LEFT = "object_left"
    FILE_UNKNOWN = "file_unknown"
    FILE_UNFINISHED = "file_unfinished"
    SEARCH_INDEX = "search_index"
    BACKUP_DAMAGED = "backup_damaged"
    BACKUP_UNCLEAN = "backup_unclean"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not hold, and what to say of it."""

    kind: ProblemKind
    message: Message
