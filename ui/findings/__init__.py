"""The findings page: the list of an audit's findings, and one of them in full."""
