"""The articles as the list shows them: one line for each, with its languages, state, owner, age, use and what needs care."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kompas.assistant.company.documents import article_id, lang_of, slug_of
from kompas.assistant.domain.knowledge import Article
from kompas.service.accounts.models import Staff
from kompas.service.clock import DAY_MS, moment
from kompas.service.house import House
from kompas.service.library import editions, lists
from kompas.service.library.article_text import fields_of
from kompas.service.library.lists import Listed
from kompas.service.library.models import Version
from kompas.service.library.shelf import Served

_AT_A_TIME = 100  # texts
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
    """All articles by title. `clashing` are paths of articles that contradict another.

    What follows from what is published is made once for each edition, day and set of colleagues; beside that only what
    is being worked on is read.
    """
    served = house.shelf.now
    today = moment(now).astimezone(served.zone).date()
    owners = frozenset(known_owners(served.company.articles))
    about = _About(served, {one.id: one for one in served.company.articles}, today, now, stale_days, owners)
    key = (editions.current().number, served.company.version, today, now // DAY_MS, stale_days, owners)
    rows = dict(house.overview.rows(key, lambda: _published(about)))
    titles = _titles(house)
    for one in lists.touched_articles():
        slug = slug_of(one.path)
        rows[slug] = _touched(rows.get(slug) or _empty(slug, titles.get(one.id, slug), one), one, about)
    used, slugs = house.use.lately(now), {slug_of(path) for path in clashing}
    told = [_counted(row, used, row.slug in slugs) for row in rows.values()]
    return sorted(told, key=lambda row: (row.title.casefold(), row.slug))


@dataclass(frozen=True, slots=True)
class _About:
    """What a row is judged by; `articles` are those that serve, by id."""

    served: Served
    articles: Mapping[str, Article]
    today: date
    now: int
    stale_days: int
    owners: frozenset[str]

    def place(self, lang: str) -> int:
        """The languages of the company in its order, others after them."""
        languages = self.served.company.languages
        return languages.index(lang) if lang in languages else len(languages)


def _published(about: _About) -> dict[str, Row]:
    """The rows of an edition, by slug; nobody works on them, and nobody has read them."""
    found: defaultdict[str, dict[str, Listed]] = defaultdict(dict)
    for one in lists.published_articles():
        found[slug_of(one.path)][lang_of(one.path)] = one
    rows = {}
    for slug, by_lang in found.items():
        ids = [f"{lang}/{slug}" for lang in about.served.company.languages]
        mine = [about.articles[id] for id in ids if id in about.articles]
        row = _row(slug, by_lang, mine, about)
        rows[slug] = replace(row, cares=frozenset(_cares(row, mine, about)))
    return rows


def _empty(slug: str, title: str, one: Listed) -> Row:
    """An article of which nothing was published yet."""
    return Row(slug, title, lang_of(one.path), (), (), "", None, 0, frozenset())


def _touched(row: Row, one: Listed, about: _About) -> Row:
    """The row with what is done about it in one language."""
    lang = lang_of(one.path)
    now = Cell(lang, _states(one, about.articles.get(article_id(one.path)), about.today))
    cells = {cell.lang: cell for cell in row.cells} | {lang: now}
    ordered = tuple(sorted(cells.values(), key=lambda cell: (about.place(cell.lang), cell.lang)))
    return replace(row, cells=ordered, lang=row.lang if row.days is not None else ordered[0].lang)


def _counted(row: Row, used: Counter[str], clashes: bool) -> Row:
    counted = sum(used[f"{cell.lang}/{row.slug}"] for cell in row.cells)
    cares = row.cares - {"unused"} if counted else row.cares
    return replace(row, used=counted, cares=cares | {"contradicting"} if clashes else cares)


def _titles(house: House) -> dict[int, str]:
    """What articles will be called that were never published, by document."""
    newest = lists.first_texts()
    known = {pk: (document, digest) for pk, document, digest in newest.values_list("pk", "document_id", "digest")}

    def read(ids: Sequence[int]) -> dict[int, str]:
        found = {}
        for start in range(0, len(ids), _AT_A_TIME):
            for version in Version.objects.filter(pk__in=ids[start : start + _AT_A_TIME]):
                fields = fields_of(version.text or "")
                found[version.pk] = fields.title if fields is not None else ""
        return found

    titles = house.overview.titles({pk: digest for pk, (_, digest) in known.items()}, read)
    return {known[pk][0]: title for pk, title in titles.items() if title}


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


def _row(slug: str, by_lang: dict[str, Listed], mine: Sequence[Article], about: _About) -> Row:
    ordered = sorted(by_lang, key=lambda lang: (about.place(lang), lang))
    articles = {one.lang: one for one in mine}
    cells = tuple(Cell(lang, _states(by_lang[lang], articles.get(lang), about.today)) for lang in ordered)
    first = mine[0] if mine else None
    days = [_days(one, articles.get(lang), about.today, about.now) for lang, one in by_lang.items() if one.at]
    return Row(
        slug=slug,
        title=first.title if first else slug,
        lang=first.lang if first else ordered[0],
        cells=cells,
        missing=tuple(lang for lang in about.served.company.languages if lang not in articles) if mine else (),
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


def _cares(row: Row, mine: Sequence[Article], about: _About) -> set[str]:
    """What an article needs that nobody has read lately."""
    if not mine:
        return set()
    cares = {"unused"}
    old = about.today - timedelta(days=about.stale_days)
    since = [one.updated for one in mine if one.updated is not None]
    aged = any(day < old for day in since) if since else row.days is not None and row.days > about.stale_days
    if aged or any(one.valid_until is not None and one.valid_until < about.today for one in mine):
        cares.add("stale")
    if any(one.owner.casefold() not in about.owners for one in mine):
        cares.add("orphaned")
    if row.missing:
        cares.add("untranslated")
    return cares
