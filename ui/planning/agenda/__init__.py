"""The sessions and meetings of the plan, and the form of each."""
