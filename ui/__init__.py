"""The window: what an auditor sees and touches. It knows what the program does, and nothing of tables."""
