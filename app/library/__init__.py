"""Frameworks with their questions, and the Statement of Applicability."""
