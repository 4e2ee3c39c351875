"""The customers' side: a small Starlette app without cookies or sessions."""
