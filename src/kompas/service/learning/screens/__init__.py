"""Marking an answer at the desk, and the page of the gaps."""
