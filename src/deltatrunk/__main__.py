"""``python -m deltatrunk``: the command where a shell does not find it by its name."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
