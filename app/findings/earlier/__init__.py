"""Findings of audits from before Assay, taken over from a list (R-38)."""
