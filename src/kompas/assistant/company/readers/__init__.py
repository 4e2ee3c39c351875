"""Files and web pages from elsewhere into Markdown. Pure: bytes in, text out; what is slow to import is imported on use."""
