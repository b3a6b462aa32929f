"""The page of the Statement of Applicability."""
