"""What somebody owes: the list of requests, and what came of each."""
