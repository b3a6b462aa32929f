"""Passphrase and recovery key, as the auditor sets and changes them."""
