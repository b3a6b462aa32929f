"""Looking at files inside the program: drawn by the worker, shown here."""
