"""The product around the thinking: everything that has a database, a network or a screen."""
