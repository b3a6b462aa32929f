"""The frame around the pages: top bar, rail, stack, status bar, and what they do together."""
