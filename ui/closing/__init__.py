"""The closing meeting: the findings, read out one at a time in large type."""
