"""The report: what it says (`document`) and how it is written down (`pdf`, `xlsx`, `checklist_pdf`)."""
