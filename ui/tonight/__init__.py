"""Tonight: what the day left open, worked off row by row."""
