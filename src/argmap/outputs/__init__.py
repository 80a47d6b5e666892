"""What argmap writes for people and programs: JSON, terminal, report, letter, audit, all that `build` makes."""
