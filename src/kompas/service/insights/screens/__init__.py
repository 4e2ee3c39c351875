"""The page of the outcomes."""
