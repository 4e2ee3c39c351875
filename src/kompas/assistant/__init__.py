"""The thinking of Kompas: plain Python, no database, no network, no clock of its own."""
