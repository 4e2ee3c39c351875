"""Conversations and the path of a message: inbox, worker, outbox, live."""
