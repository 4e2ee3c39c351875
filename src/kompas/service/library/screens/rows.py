"""The articles as the list shows them: one line for each, with its languages, state, owner, age, use and what needs care."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kompas.assistant.company.documents import KNOWLEDGE, is_article, lang_of, slug_of
from kompas.assistant.domain.knowledge import Article
from kompas.service.accounts.models import Staff
from kompas.service.clock import DAY_MS, moment
from kompas.service.house import House
from kompas.service.library import lists
from kompas.service.library.article_text import fields_of
from kompas.service.library.lists import Listed
from kompas.service.library.models import Version
from kompas.service.library.shelf import Served

_TEAM = 2  # articles that carry the same name: it is taken for a team


@dataclass(frozen=True, slots=True)
class Cell:
    """An article in one language. `states` are codes, the one that matters most to customers first."""

    lang: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One article. `days` since it last changed, None before it was published."""

    slug: str
    title: str
    lang: str
    cells: tuple[Cell, ...]
    missing: tuple[str, ...]
    owner: str
    days: int | None
    used: int
    cares: frozenset[str]

    @property
    def states(self) -> set[str]:
        return {state for cell in self.cells for state in cell.states}


def rows_of(house: House, now: int, stale_days: int, clashing: frozenset[str] = frozenset()) -> list[Row]:
    """All articles by title. `clashing` are paths of articles that contradict another."""
    served = house.shelf.now
    today = moment(now).astimezone(served.zone).date()
    articles = {article.id: article for article in served.company.articles}
    found: defaultdict[str, dict[str, Listed]] = defaultdict(dict)
    for one in lists.documents():
        if is_article(one.path):
            found[slug_of(one.path)][lang_of(one.path)] = one
    owners = known_owners(articles.values())
    used, titles = house.use.lately(now), _titles_of_drafts()
    rows = []
    for slug, by_lang in found.items():
        mine = [articles[f"{lang}/{slug}"] for lang in served.company.languages if f"{lang}/{slug}" in articles]
        row = _row(slug, by_lang, mine, served, today, now, titles)
        counted = sum(used[f"{lang}/{slug}"] for lang in by_lang)
        cares = _cares(row, mine, counted, owners, today, stale_days)
        if any(one.path in clashing for one in by_lang.values()):
            cares.add("contradicting")
        rows.append(replace(row, used=counted, cares=frozenset(cares)))
    return sorted(rows, key=lambda row: (row.title.casefold(), row.slug))


def with_words(rows: Iterable[Row], words: str, served: Served) -> list[Row]:
    """The rows whose articles hold all these words."""
    wanted = words.casefold().split()
    articles = {article.id: article for article in served.company.articles}
    kept = []
    for row in rows:
        mine = [articles[id] for id in (f"{cell.lang}/{row.slug}" for cell in row.cells) if id in articles]
        text = " ".join(
            [row.slug, row.title, row.owner, *(f"{one.title} {' '.join(one.questions)} {one.body}" for one in mine)]
        )
        if all(word in text.casefold() for word in wanted):
            kept.append(row)
    return kept


def known_owners(articles: Iterable[Article]) -> set[str]:
    """Names that stand for somebody: colleagues who work here, and what several articles carry, a team; never a
    colleague who left."""
    here, gone = set[str](), set[str]()
    for one in Staff.objects.all():
        (here if one.is_active else gone).update(
            name.casefold() for name in (str(one), one.username, one.email) if name
        )
    carried: defaultdict[str, set[str]] = defaultdict(set)
    for article in articles:
        carried[article.owner.casefold()].add(article.slug)
    teams = {name for name, slugs in carried.items() if name and len(slugs) >= _TEAM}
    return here | (teams - gone)


def _row(
    slug: str, by_lang: dict[str, Listed], mine: Sequence[Article], served: Served, today: date, now: int,
    titles: dict[str, str],
) -> Row:  # fmt: skip
    languages = served.company.languages
    ordered = sorted(by_lang, key=lambda lang: languages.index(lang) if lang in languages else 9)
    articles = {one.lang: one for one in mine}
    cells = tuple(Cell(lang, _states(by_lang[lang], articles.get(lang), today)) for lang in ordered)
    first = mine[0] if mine else None
    title = first.title if first else next((titles[one.path] for one in by_lang.values() if one.path in titles), slug)
    days = [_days(one, articles.get(lang), today, now) for lang, one in by_lang.items() if one.at]
    return Row(
        slug=slug,
        title=title,
        lang=first.lang if first else ordered[0],
        cells=cells,
        missing=tuple(lang for lang in languages if lang not in articles) if mine else (),
        owner=next((one.owner for one in mine if one.owner), ""),
        days=min(days, default=None),
        used=0,
        cares=frozenset(),
    )


def _days(one: Listed, article: Article | None, today: date, now: int) -> int:
    """Since it changed: a text of the folder is as old as it says itself, not as its first reading."""
    if one.by == "folder" and article is not None and article.updated is not None:
        return max(0, (today - article.updated).days)
    return max(0, (now - one.at) // DAY_MS)


def _states(one: Listed, article: Article | None, today: date) -> tuple[str, ...]:
    states = []
    if one.removed:
        states.append("removed")
    elif one.number and article is not None:
        over = article.valid_until is not None and article.valid_until < today
        coming = article.valid_from is not None and article.valid_from > today
        states.append("expired" if over else "coming" if coming else "published")
    elif one.number:
        states.append("published")
    marks = {"draft": one.draft, "scheduled": one.scheduled, "proposal": one.proposal, "conflict": one.conflict}
    return (*states, *(state for state, holds in marks.items() if holds))


def _cares(row: Row, mine: Sequence[Article], used: int, owners: set[str], today: date, stale_days: int) -> set[str]:
    if not mine:
        return set()
    cares = set()
    old = today - timedelta(days=stale_days)
    since = [one.updated for one in mine if one.updated is not None]
    aged = any(day < old for day in since) if since else row.days is not None and row.days > stale_days
    if aged or any(one.valid_until is not None and one.valid_until < today for one in mine):
        cares.add("stale")
    if any(one.owner.casefold() not in owners for one in mine):
        cares.add("orphaned")
    if not used:
        cares.add("unused")
    if row.missing:
        cares.add("untranslated")
    return cares


def _titles_of_drafts() -> dict[str, str]:
    """Of documents that were never published: what their newest draft is called."""
    waiting = Version.objects.filter(document__published=None, document__path__startswith=KNOWLEDGE)
    titles = {}
    for version in waiting.select_related("document").order_by("number"):
        fields = fields_of(version.text or "")
        if fields is not None and fields.title:
            titles[version.document.path] = fields.title
    return titles
