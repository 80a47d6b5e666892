"""The join: what the claims files, the paper, the bibliography and the reviews say, as one `Argument`."""
