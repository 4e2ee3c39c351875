"""The page of certainty, and the list of turns to judge."""
