"""How the house is doing: for whoever watches the server, in numbers, and for supervisors, in words."""
