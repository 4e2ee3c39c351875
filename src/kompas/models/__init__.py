"""Language models behind the socket ChatModel."""
