"""What an editor chooses from: documents with their state, versions, drafts, what is scheduled, proposals, conflicts."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from kompas.assistant.company.documents import KNOWLEDGE
from kompas.service.library.models import Conflict, Document, State, Version


@dataclass(frozen=True, slots=True)
class Listed:
    """A document as a list shows it. `number`, `by` and `at` are of the published version: 0, "" and 0 before the first.

    Title, owner and validity of an article stand in the served Company (`house.shelf.now.company.articles`).
    """

    id: int
    path: str
    number: int
    by: str
    at: int
    removed: bool
    draft: bool
    scheduled: bool
    proposal: bool
    conflict: bool


def documents() -> list[Listed]:
    """Every document that there is, was, or is being written, by path. Reads no text."""
    return _listed(Document.objects.all())


def house_files() -> list[Listed]:
    """Of these, what is no article."""
    return _listed(Document.objects.exclude(path__startswith=KNOWLEDGE))


def published_articles() -> list[Listed]:
    """Articles of which something was published, by path, without what is being done about them."""
    rows = Document.objects.filter(path__startswith=KNOWLEDGE, published__isnull=False).values_list(
        "id", "path", "published__number", "published__by", "published__published_at", "published__digest"
    )
    return [
        Listed(id, path, number, by, at or 0, not digest, False, False, False, False)
        for id, path, number, by, at, digest in rows.order_by("path")
    ]


def touched_articles() -> list[Listed]:
    """Articles that somebody has to do with now: with an open version or conflict, or never published; by path."""
    open_ones = Version.objects.filter(state__in=(State.DRAFT, State.SCHEDULED)).values("document")
    clashing = Conflict.objects.filter(settled_at=None).values("document")
    touched = Q(published=None) | Q(pk__in=open_ones) | Q(pk__in=clashing)
    return _listed(Document.objects.filter(touched, path__startswith=KNOWLEDGE))


def _listed(documents: QuerySet[Document]) -> list[Listed]:
    open_ones = Version.objects.filter(document=OuterRef("pk"))
    rows = documents.annotate(
        has_draft=Exists(open_ones.filter(state=State.DRAFT).exclude(by__startswith="source:")),
        has_scheduled=Exists(open_ones.filter(state=State.SCHEDULED)),
        has_proposal=Exists(open_ones.filter(state=State.DRAFT, by__startswith="source:")),
        has_conflict=Exists(Conflict.objects.filter(document=OuterRef("pk"), settled_at=None)),
    ).values_list(
        "id", "path", "published__number", "published__by", "published__published_at", "published__digest",
        "has_draft", "has_scheduled", "has_proposal", "has_conflict",
    )  # fmt: skip
    return [
        Listed(id, path, number or 0, by or "", at or 0, number is not None and not digest, *has)
        for id, path, number, by, at, digest, *has in rows.order_by("path")
    ]


def document(path: str) -> Document | None:
    """One document with what is published of it."""
    return Document.objects.select_related("published").filter(path=path).first()


def versions(path: str) -> QuerySet[Version]:
    """All versions of one document, the newest first; their texts are read when asked for."""
    return Version.objects.filter(document__path=path).defer("content").order_by("-number")


def first_texts() -> QuerySet[Version]:
    """The newest version of each article that was never published: what it will be called stands in there."""
    never = Version.objects.filter(document__published=None, document__path__startswith=KNOWLEDGE)
    return never.filter(number=F("document__newest"))


def version(path: str, number: int) -> Version | None:
    """One version with its text."""
    return Version.objects.select_related("document__published").filter(document__path=path, number=number).first()


def drafts() -> QuerySet[Version]:
    """What people are writing, the newest first."""
    return _open(State.DRAFT).exclude(by__startswith="source:").order_by("-at")


def scheduled() -> QuerySet[Version]:
    """What is published by itself, the soonest first (`due_at`)."""
    return _open(State.SCHEDULED).order_by("due_at")


def proposals() -> QuerySet[Version]:
    """What sources found, the newest first."""
    return _open(State.DRAFT).filter(by__startswith="source:").order_by("-at")


def conflicts() -> QuerySet[Conflict]:
    """Where the folder holds another text (`theirs`) than what a screen published (`document.published`)."""
    return Conflict.objects.filter(settled_at=None).select_related("document__published", "theirs").order_by("at")


def to_decide() -> int:
    """How many conflicts and proposals wait for an editor."""
    return conflicts().count() + proposals().count()


def _open(state: State) -> QuerySet[Version]:
    return Version.objects.filter(state=state).select_related("document__published")
