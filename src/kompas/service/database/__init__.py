"""SQLite as Kompas uses it: one fair lock for every write of the process, and a writer that groups commits."""
