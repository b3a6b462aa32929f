"""`python -m ui` starts the program."""

import sys

from ui.main import main

sys.exit(main())
