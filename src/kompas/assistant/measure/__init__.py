"""How well the assistant does: golden conversations, played as customers would."""
