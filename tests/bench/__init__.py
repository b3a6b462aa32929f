"""What the program costs beside a bare baseline in the same run: `make bench`, never part of `make test`.

A new row is a function in a module of its own that takes the `Ground` and yields `Row`s, and a line in
`benches.py`.
"""
