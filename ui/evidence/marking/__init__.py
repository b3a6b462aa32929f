"""Redacting and marking up: marks drawn on a picture or a page, saved as a copy of its own."""
