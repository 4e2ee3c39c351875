"""Models behind the sockets: language models (ChatModel), and embedders (Embedder), elsewhere or in a folder."""
