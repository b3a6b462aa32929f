"""The audits of the programme: the list, and the form for a new one."""
