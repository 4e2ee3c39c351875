"""How words leave the house: one module per channel."""
