"""How often each article was cited lately, counted from the answers as they were stored."""

import threading
from collections import Counter, defaultdict
from contextlib import closing

from kompas.service.clock import DAY_MS
from kompas.service.database.connection import connect

DAYS = 30

_CITED = """
SELECT message.id AS id, message.at AS at, json_extract(cited.value, '$.id') AS passage
FROM conversations_message AS message, json_each(message.citations) AS cited
WHERE message.id > :after AND message.at >= :since AND message.author = 'assistant' AND message.citations <> '[]'
ORDER BY message.id
"""


class Use:
    """`lately` counts by article id; each time only what was said since the time before is read."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._after = 0
        self._days: defaultdict[int, Counter[str]] = defaultdict(Counter)

    def lately(self, now: int) -> Counter[str]:
        """Answers of the last 30 days that cite an article, by its id like nl/levertijd."""
        first = now // DAY_MS - DAYS
        with self._lock:
            self._read(first * DAY_MS)
            for day in [day for day in self._days if day < first]:
                del self._days[day]
            return sum(self._days.values(), Counter[str]())

    def _read(self, since: int) -> None:
        seen: set[tuple[int, str]] = set()
        with closing(connect(readonly=True)) as db:
            for row in db.execute(_CITED, {"after": self._after, "since": since}):
                article = str(row["passage"]).partition("#")[0]
                if (row["id"], article) not in seen:  # two passages of one article in one answer are one use
                    seen.add((row["id"], article))
                    self._days[row["at"] // DAY_MS][article] += 1
                self._after = row["id"]
