"""How long things are kept: trash, destroy dates, legal holds, and destruction with its record (R-5)."""
