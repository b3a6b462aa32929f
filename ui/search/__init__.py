"""The search in the window: asking off the GUI thread, and hits that lead to their places."""
