"""The report's document as an Excel workbook."""
