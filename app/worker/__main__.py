"""`python -m app.worker`: the worker when the program runs from source."""

import sys

from app.worker.main import run

sys.exit(run())
