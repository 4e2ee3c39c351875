"""House rules as a table of predicates, and what the checks find in a customer's words."""
