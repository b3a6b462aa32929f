"""The bytes of a piece of evidence, as a test compares them."""

from app.evidence.content import checked_chunks, stored_content
from app.workspace.workspace import Workspace


def content_of(workspace: Workspace, evidence_id: str) -> bytes:
    """All of them. Raises UserError when they are not those that were taken in."""
    return b"".join(checked_chunks(workspace, stored_content(workspace, evidence_id)))
