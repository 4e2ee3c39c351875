"""Knowledge: articles are cut into passages, the passages are indexed, and a question finds its evidence."""
