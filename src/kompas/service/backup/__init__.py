"""One file with everything that cannot be made again: take it while the house is open, put it back into an empty place."""
