"""The pages as the rail lists them."""

from collections.abc import Callable
from dataclasses import dataclass

from ui.page import Context, Page

WORKSPACE_GROUP = "workspace"
AUDIT_GROUP = "audit"
UNLISTED_GROUP = "unlisted"
"""Pages of an audit that other pages lead to; the rail does not list them."""


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page: `group` is WORKSPACE_GROUP, AUDIT_GROUP or UNLISTED_GROUP, `text` is in words already.

    `load` gives what makes the page from its context; the first call loads its code.
    """

    page_id: str
    group: str
    text: str
    icon: str
    load: Callable[[], Callable[[Context], Page]]
