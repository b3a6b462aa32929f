"""The questions of the plan: the list of them, its items, and what is proposed to ask."""
