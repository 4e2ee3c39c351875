"""Reads knowledge/<lang>/<slug>.md: front matter above, Markdown below."""

from collections.abc import Mapping
from dataclasses import dataclass

import yaml
from pydantic import ValidationError

from kompas.assistant.company.complaints import Findings, Place
from kompas.assistant.company.documents import lang_of, slug_of
from kompas.assistant.company.folder import Reader
from kompas.assistant.company.sentences import sentence
from kompas.assistant.company.shapes.content import FrontMatter
from kompas.assistant.company.sheet import Unreadable, read_sheet
from kompas.assistant.company.wording import complain
from kompas.assistant.domain.knowledge import Article, Audience

FENCE = "---\n"
Plain = dict[str, str | list[str] | None]


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article and its file; `place` finds the line of a key of its front matter. `gap`: empty lines below that."""

    article: Article
    file: str
    matter: str
    gap: int = 0

    def place(self, key: str) -> Place:
        lines = self.matter.split("\n")
        line = next((n for n, text in enumerate(lines, start=2) if text.startswith(f"{key}:")), 1)
        return Place(self.file, line, 1, key)

    def body_line(self, number: int) -> int:
        """The line in the file of a line of the body, from 0; 0 (the whole file) where its front matter is not at hand."""
        return self.matter.count("\n") + 4 + self.gap + number if self.matter else 0


@dataclass(frozen=True, slots=True)
class Split:
    """An article's file as text: what stands between the two --- lines, and what follows them."""

    matter: str
    body: str
    gap: int = 0


def read_articles(reader: Reader, known: Mapping[str, Article] | None = None) -> tuple[list[ReadArticle], set[str]]:
    """All articles that could be read, in the order of their files, and the slugs of all files there are.

    An article that is `known`, by its file, and does not change is not read again.
    """
    articles, slugs = [], set()
    for file in reader.within("knowledge"):
        slugs.add(slug_of(file))
        same = known.get(file) if known is not None and file not in reader.changes else None
        article = ReadArticle(same, file, "") if same is not None else read_article(reader, file)
        if article is not None:
            articles.append(article)
    return articles, slugs


def split_article(text: str) -> Split | None:
    """Part front matter and body; None when the text does not begin with front matter that ends."""
    if not text.startswith(FENCE):
        return None
    matter, fence, body = text[len(FENCE) :].partition(f"\n{FENCE}")
    if not fence and text.endswith("\n---"):
        matter, fence = text[len(FENCE) : -len("\n---")], FENCE
    return Split(matter, body.strip("\n"), len(body) - len(body.lstrip("\n"))) if fence else None


def read_article(reader: Reader, file: str) -> ReadArticle | None:
    """One article, or None with complaints."""
    lang, slug = lang_of(file), slug_of(file)
    text = reader.text(file)
    if text is None:
        return None
    parts = split_article(text)
    if parts is None:
        remedy = sentence("Begin with a line ---, then title: and lang:, then a line --- again.")
        reader.findings.refuse(Place(file, 1), sentence("the front matter is missing or does not end."), remedy)
        return None
    matter = front_matter_of(parts.matter, file, reader.findings)
    if matter is None:
        return None
    read = ReadArticle(_article(matter, lang, slug, parts.body), file, parts.matter, parts.gap)
    if matter.lang != lang:
        message = sentence("lang is {said}, but the file stands in knowledge/{lang}/.", said=matter.lang, lang=lang)
        reader.findings.refuse(read.place("lang"), message, sentence("Move the file, or change lang."))
    if not parts.body.strip():
        remedy = sentence("Write it below the front matter.")
        reader.findings.refuse(Place(file, 1), sentence("the article has no text."), remedy)
    return read


def front_matter_of(text: str, file: str, findings: Findings, first_line: int = 2) -> FrontMatter | None:
    """Checked front matter, or None with complaints.

    Read by the quick way when all is plain; else again with the place of every value, to say what is wrong.
    """
    plain = _quick(text)
    if plain is not None:
        try:
            return FrontMatter.model_validate(plain)
        except ValidationError:
            pass  # worded below, with positions
    try:
        sheet = read_sheet(text, file, first_line)
        return FrontMatter.model_validate(sheet.data)
    except Unreadable as unreadable:
        findings.complaints.append(unreadable.complaint)
    except ValidationError as refused:
        complain(refused, FrontMatter, sheet, (), findings)
    return None


def _quick(text: str) -> Plain | None:
    """Front matter of texts and lists of texts, by the C parser's events (a tenth of the time); None when unusual.

    Events are read one by one, so that deep nesting cannot exhaust the stack.
    """
    data: Plain = {}
    key: str | None = None
    items: list[str] | None = None
    depth = 0
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)):
            match event:
                case yaml.AliasEvent() | yaml.NodeEvent(anchor=str()):
                    return None
                case yaml.MappingStartEvent() if depth == 0:
                    depth = 1
                case yaml.SequenceStartEvent() if depth == 1 and key is not None:
                    depth, items = 2, []
                case yaml.SequenceEndEvent() if items is not None and key is not None:
                    data[key] = items
                    depth, key, items = 1, None, None
                case yaml.ScalarEvent(tag=None) if depth == 2 and items is not None and not _empty(event):
                    items.append(event.value)
                case yaml.ScalarEvent(tag=None) if depth == 1 and key is None and event.value not in data:
                    key = event.value
                case yaml.ScalarEvent(tag=None) if depth == 1 and key is not None:
                    data[key] = None if _empty(event) else event.value
                    key = None
                case yaml.MappingEndEvent() if depth == 1:
                    depth = 3
                case yaml.NodeEvent():
                    return None
    except yaml.YAMLError:
        return None
    return data


def _empty(event: yaml.ScalarEvent) -> bool:
    return not event.style and event.value in ("", "~", "null")


def _article(matter: FrontMatter, lang: str, slug: str, body: str) -> Article:
    return Article(
        id=f"{lang}/{slug}",
        slug=slug,
        lang=lang,
        title=matter.title,
        body=body,
        questions=matter.questions,
        audience=Audience(matter.audience),
        updated=matter.updated,
        valid_from=matter.valid_from,
        valid_until=matter.valid_until,
        owner=matter.owner,
        source=matter.source,
    )
