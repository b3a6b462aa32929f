"""A sample workspace: an invented clinic group with its audits, made through the services of the window."""
