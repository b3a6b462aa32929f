"""The report page: what the auditor concludes, what the report will say, and how it leaves."""
