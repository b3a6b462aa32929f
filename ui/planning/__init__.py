"""The plan of one audit: agenda, purpose, criteria, team, checklist, arrangements, and what changed."""
