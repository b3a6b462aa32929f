"""The retention page: what is to be destroyed and when, the trash, and the record of what was destroyed."""
