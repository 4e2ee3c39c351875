"""Why a verb of the library does nothing. The words for people belong to the screens; these are for the log and for code."""

from pathlib import Path

from kompas.assistant.company.complaints import Complaint
from kompas.assistant.company.sentences import sentence
from kompas.assistant.domain.errors import Permanent, Temporary


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


class NotWritten(Temporary):
    """The folder that Kompas serves from cannot be written or read just now. What was published stands in the database;
    `complaint` says it to whoever runs the server, `why` is the system's reason."""

    def __init__(self, folder: Path, fault: OSError) -> None:
        self.why = str(fault.strerror)
        message = sentence("Kompas keeps here what it serves, and cannot write it ({fault}).", fault=self.why)
        remedy = sentence(
            "Make room on the disk, or mend the rights of the data folder. Nothing that was published is lost."
        )
        self.complaint = Complaint(str(folder), 0, "", message, remedy)
        super().__init__(str(message), str(remedy))
