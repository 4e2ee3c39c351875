"""Names of articles that are made of other names."""

import re
import unicodedata


def slug_of(name: str) -> str:
    """A name as a slug: small letters without accents, digits, - and _; empty when nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"-*(_+)-*", r"\1", re.sub(r"[^a-z0-9_]+", "-", plain)).strip("-_")[:200]
