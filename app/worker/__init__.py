"""The child process for pages and pictures: what hangs, crashes or grows there costs a message."""
