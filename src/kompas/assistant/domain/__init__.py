"""Floor 0: frozen values that every room shares. Standard library only."""
