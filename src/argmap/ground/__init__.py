"""The ground every room stands on: places in texts, what readers have to say, files, and what a person has set."""
