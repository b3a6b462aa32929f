"""A workspace on disk: created, opened by one program at a time, migrated, backed up, verified."""
