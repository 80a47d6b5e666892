"""argmap: a compiler for arguments.

Text goes in, one joined immutable project comes out, everything else reads it. The rooms of this package are the
stages of that way: language, manuscript, sources and reviews read; argument joins; checks and evaluation judge;
findings, maps, report and exchange write; cli is the thin face of it all.
"""

__version__ = "0.1.0"
