"""The welcome page: open a workspace or make a new one."""
