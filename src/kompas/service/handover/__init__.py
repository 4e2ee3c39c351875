"""The human door: queue, brief, promises, and the agents' workspace."""
