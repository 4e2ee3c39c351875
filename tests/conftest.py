"""What all tests share."""

from hypothesis import settings

# no test may fail because the machine was busy
settings.register_profile("kompas", deadline=None)
settings.load_profile("kompas")
