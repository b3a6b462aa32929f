"""What is shown of a file: asked for in the program, drawn in the worker, which alone reads foreign files."""
