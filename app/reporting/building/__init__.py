"""Draws the documents up from the workspace, in one read."""
