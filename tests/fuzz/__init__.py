"""Everything that reads what others may have written: it reads right or refuses as it says, and nothing else.

A few examples each in `make test`, always the same ones; thousands of new ones in `make soak`.
"""
