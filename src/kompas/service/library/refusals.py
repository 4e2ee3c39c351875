"""Why a verb of the library does nothing. The words for people belong to the screens; these are for the log and for code."""

from kompas.assistant.domain.errors import Permanent


class Overtaken(Permanent):
    """Somebody published a newer version than the one that this work was begun from: `number`, by `by`."""

    def __init__(self, path: str, number: int, by: str) -> None:
        super().__init__(
            f"{path}: version {number} was published by {by} in the meantime.",
            "Compare your text with it, and save your text again on top of it.",
        )
        self.path, self.number, self.by = path, number, by


class NotPossible(Permanent):
    """`code` names what stands in the way: no_document, no_version, not_open, too_large, past, no_conflict,
    no_contradiction, no_proposals."""

    def __init__(self, code: str, message: str, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.code = code
