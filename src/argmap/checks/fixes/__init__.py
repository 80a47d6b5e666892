"""What can be mended by rule: the edits for a finding, by its code. Nothing of it is loaded by a check."""
