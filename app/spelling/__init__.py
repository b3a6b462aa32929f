"""Spell check: which words are looked up, in which dictionary, and which are never wrong."""
