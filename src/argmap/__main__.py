"""``python -m argmap`` is the command line."""

from argmap.cli import main

main()
