"""An audit handed over as one encrypted file, and such a file opened."""
