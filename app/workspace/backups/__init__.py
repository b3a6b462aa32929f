"""Backups of a workspace: made, thinned, copied to another drive, and restored."""
