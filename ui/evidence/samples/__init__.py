"""Samples: the list of them, one with its items, and the form for a new one."""
