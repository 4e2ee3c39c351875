"""The privacy officer's room: who is known, what is kept of them, and what is done when they ask."""
