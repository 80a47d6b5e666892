"""Many papers: which files are papers, a record of each, the processes that audit them, and what the records say."""
