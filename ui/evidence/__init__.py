"""The evidence page: what was taken in, what is still owed, what was sampled."""
