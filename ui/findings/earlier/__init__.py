"""Earlier findings that come in from a list."""
