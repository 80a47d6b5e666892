"""``python -m argmap`` is the command line."""

import sys

# Python puts the folder one stands in first on its search path. It may be a stranger's, and nothing is loaded from it.
if not sys.flags.safe_path:
    del sys.path[0]

from argmap.cli import main

main()
