"""The audit in which things are looked for: the one whose sessions are held, with an open workspace."""

from tests.app.sessions.conftest import folder, planned, story

__all__ = ["folder", "planned", "story"]
