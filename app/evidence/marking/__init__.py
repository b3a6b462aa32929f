"""Copies with marks burnt in: redacted ones, and ones that point to something (R-23)."""
