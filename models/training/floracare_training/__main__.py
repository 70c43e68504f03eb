"""Entry point of `python -m floracare_training`."""

import sys

from .cli import main

sys.exit(main())
