"""The export of findings in columns of an office's own."""
