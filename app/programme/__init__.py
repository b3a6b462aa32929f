"""Organisations, their people and sites, and the audit programme."""
