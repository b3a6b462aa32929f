"""What is handed to another person: an audit as one encrypted file in the age format, and its reader."""
