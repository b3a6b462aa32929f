"""The settings page: this laptop, the organisation and its people, the workspace."""
