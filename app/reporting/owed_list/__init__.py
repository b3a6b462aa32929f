"""What was asked for and promised, as a list to print, to mail or to sort."""
