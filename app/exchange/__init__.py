"""The workbook that goes to the auditee with open findings, and comes back with the answers (R-35)."""
