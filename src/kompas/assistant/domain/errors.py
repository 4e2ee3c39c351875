"""One error family. Each message says what was wrong and what to do; personal data never stands in it."""


class KompasError(Exception):
    """Base of all errors of Kompas. `remedy` says what to do."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


class Temporary(KompasError):
    """Trying again later may help: a system did not answer in time."""


class Permanent(KompasError):
    """Trying again does not help until somebody changes something."""


class NotAllowed(Permanent):
    """The identity or the purpose does not allow it."""
