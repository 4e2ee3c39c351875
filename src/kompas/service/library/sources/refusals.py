"""Why an address is not read. `code` is for the record and the screens; `gone` says that the page is no longer there."""

from kompas.assistant.domain.errors import KompasError

SENTENCES: dict[str, str] = {
    "bad_address": "this is no address of a page (http:// or https://).",
    "private": "it lies on a private or internal network; KOMPAS_CRAWL_PRIVATE allows that.",
    "unreachable": "its server cannot be reached.",
    "slow": "its server is too slow.",
    "status": "its server answers {status}.",
    "redirects": "it leads on and on to other addresses.",
    "elsewhere": "it leads to another site.",
    "robots": "its site asks programs not to read it (robots.txt, or a mark on the page).",
    "robots_unreachable": "its server fails when asked for robots.txt.",
    "kind": "it is no page, PDF or Word document.",
    "too_large": "it is larger than {limit} MB.",
    "garbled": "its server sends it packed in a way that cannot be read.",
    "trap": "there are endlessly many addresses like it (a calendar, a search, a loop).",
    "same_text": "it has the same text as another page.",
}


class NotFetched(KompasError):
    """Nothing was got from an address; `code` is one of SENTENCES, `facts` are numbers for it."""

    def __init__(self, code: str, **facts: int) -> None:
        super().__init__(SENTENCES[code].format(**facts))
        self.code, self.facts = code, facts

    @property
    def gone(self) -> bool:
        """Whether the server says that there is no such page (any more)."""
        return self.facts.get("status") in (404, 410)
