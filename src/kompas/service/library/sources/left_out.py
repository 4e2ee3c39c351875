"""What of a file was left out, as it is kept until somebody reads it in their own language."""

from collections.abc import Sequence

from pydantic import TypeAdapter, ValidationError

from kompas.assistant.company.complaints import Complaint
from kompas.service.language import in_words

_KEPT = TypeAdapter(list[Complaint])


def kept(complaints: Sequence[Complaint]) -> str:
    """For the row of the page or file; "" where nothing was left out."""
    return _KEPT.dump_json(list(complaints)).decode() if complaints else ""


def told(kept: str) -> str:
    """The same for whoever looks, a line each. Older rows hold the lines themselves, in English."""
    try:
        return "\n".join(map(in_words, _KEPT.validate_json(kept)))
    except ValidationError:
        return kept
