"""How sure is sure enough: turns drawn at random, judged by people, and the threshold that they prove."""
