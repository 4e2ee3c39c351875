"""The editors' screens of where knowledge comes from."""
