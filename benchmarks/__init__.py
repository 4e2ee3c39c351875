"""Commands that measure Kompas. None of them is part of the test suite."""
