"""Kompas: AI-first customer service that proves what it says and steps aside for people."""

__version__ = "0.1.0"
