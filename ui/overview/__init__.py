"""Where the audit in hand stands, and what comes next."""
