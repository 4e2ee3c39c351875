"""Which files of a company folder are its documents: the text files that are read, and nothing else."""

import unicodedata

from kompas.assistant.company.articles import SLUG
from kompas.assistant.company.folder import ARTICLE_LIMIT, FOLDERS, TOP_FILES, YAML_LIMIT
from kompas.assistant.company.shapes.values import LANGUAGES

LIMITS = {False: YAML_LIMIT, True: ARTICLE_LIMIT}  # bytes, by whether it is an article
_LONGEST = 255  # bytes of a file's name: no file system takes more
_UNFIT = ("Cc", "Cs")  # control characters, and bytes that are no UTF-8


def is_document(path: str) -> bool:
    """Whether a company folder is read at this place, like rules.yaml or knowledge/nl/levertijd.md."""
    parts = path.split("/")
    if any(unicodedata.category(sign) in _UNFIT for sign in path) or len(parts[-1].encode()) > _LONGEST:
        return False
    if len(parts) == 1:
        return path in TOP_FILES
    if len(parts) == 2 and parts[0] in FOLDERS:
        return parts[1].endswith(".yaml") and not parts[1].startswith(".")
    if len(parts) == 3 and parts[0] == "knowledge" and parts[1] in LANGUAGES:
        return parts[2].endswith(".md") and SLUG.fullmatch(parts[2].removesuffix(".md")) is not None
    return False
