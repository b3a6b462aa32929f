"""The page on which an auditor spends the day: the running session, its items, notes, evidence, findings."""
