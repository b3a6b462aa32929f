"""Findings: raised, judged by requirements, graded, confirmed and issued (section 7)."""
