"""Spell check in the window: words underlined after a pause, and corrected from the keyboard."""
