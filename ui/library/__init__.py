"""The library: frameworks with their questions, imports, an organisation's own requirements."""
