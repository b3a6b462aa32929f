"""What the architecture promises, read from the source."""
