"""Search over everything that was written and taken in, as somebody types."""
