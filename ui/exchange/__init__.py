"""The workbook for responses: handed out, and taken in again cell by cell."""
