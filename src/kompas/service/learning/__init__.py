"""What the assistant has to learn: answers that people marked wrong, and what it could not answer."""
