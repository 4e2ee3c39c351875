"""Customers, their addresses on channels, and how surely we know them."""
