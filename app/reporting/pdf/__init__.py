"""The report's document and the printed checklist as PDF: text to lines, lines to strips, strips to pages."""
