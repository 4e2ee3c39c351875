"""The company as bytes, so that a start does not read the folder again."""

from functools import cache

from pydantic import TypeAdapter, ValidationError

from kompas.assistant.domain.company import Company
from kompas.assistant.domain.errors import Permanent


def dump_company(company: Company) -> bytes:
    """The whole company as JSON; `load_company` gives an equal one back."""
    return _adapter().dump_json(company)


def load_company(stored: bytes) -> Company:
    """The company that was stored. Raises Permanent when these bytes are not from this version of Kompas."""
    try:
        return _adapter().validate_json(stored)
    except ValidationError as error:
        where = ".".join(str(step) for step in error.errors(include_input=False)[0]["loc"])
        message = f"the stored company cannot be read ({where or 'no JSON'})."
        raise Permanent(message, remedy="Read the company folder again.") from None


@cache
def _adapter() -> TypeAdapter[Company]:
    return TypeAdapter(Company)
