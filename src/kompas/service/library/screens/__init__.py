"""The editors' screens of the library."""
