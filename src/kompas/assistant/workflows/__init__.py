"""Structured tasks: one step at a time, identity first, always only the verified customer's own rows."""
