"""The program against power cuts, full disks, flipped bytes and networks. `make soak` runs more of it."""
