"""The findings as a list in the columns that an office wants."""
