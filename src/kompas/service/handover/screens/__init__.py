"""The agents' workspace: who waits, what was said, what is known, and what people do about it."""
