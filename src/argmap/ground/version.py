"""Which argmap this is; outputs that other programs read say so."""

VERSION = "0.1.0"
