"""The content of the company with all its versions, and which of it answered when. Times are milliseconds since 1970, UTC."""

from django.db import models


class CompanyVersion(models.Model):
    """A version of the company that was offered; a refused one has complaints and never served."""

    version = models.CharField(max_length=64)
    by = models.CharField(max_length=40)
    at = models.BigIntegerField()
    served_at = models.BigIntegerField(null=True)
    complaints = models.TextField(default="[]")


class Preparation(models.Model):
    """A version that has to be prepared before it can serve. `claim` numbers who works on it, `tries` how often.

    `source` is where the files of connectors lie, "" for the folder itself.
    """

    version = models.CharField(max_length=64, unique=True)
    folder = models.TextField()
    source = models.TextField(default="", db_default="")
    asked_at = models.BigIntegerField()
    claim = models.IntegerField(default=0)
    tries = models.IntegerField(default=0)
    done_at = models.BigIntegerField(null=True)


class Document(models.Model):
    """A text file of the company, like rules.yaml or knowledge/nl/levertijd.md.

    `published` is the version that serves: None before the first, a version without content after a removal; it serves
    since `edition`. `seen` is the digest of what the source folder held here when it was last read, "" for nothing.
    """

    path = models.CharField(max_length=300, unique=True)
    published = models.ForeignKey("Version", models.PROTECT, null=True, related_name="+")
    edition = models.BigIntegerField(default=0)
    newest = models.IntegerField(default=0)
    seen = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return self.path


class State(models.TextChoices):
    """What a version is. An aside one came from the folder and stands in conflict with a newer one from a screen."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    DISMISSED = "dismissed"
    ASIDE = "aside"


class Version(models.Model):
    """One text of a document, its bytes exactly as they were written; a removal has no content.

    `by` is "folder", "staff:3" or "source:2". `based_on` is the number of the version that was published when this one
    was begun, 0 for none. What was published stays as it is; an open draft is written over by who began it.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    number = models.IntegerField()
    digest = models.CharField(max_length=64, default="")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    by = models.CharField(max_length=40)
    at = models.BigIntegerField()
    note = models.TextField(default="")
    based_on = models.IntegerField(default=0)
    due_at = models.BigIntegerField(null=True)
    published_at = models.BigIntegerField(null=True)
    published_by = models.CharField(max_length=40, default="")
    content = models.BinaryField(null=True)  # the last column: what stands behind a large one is slow to read

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="version_number_once")]
        indexes = [
            models.Index(
                fields=["state", "due_at"], name="versions_open", condition=models.Q(state__in=("draft", "scheduled"))
            )
        ]

    @property
    def raw(self) -> bytes | None:
        """The bytes exactly as they were written; None for a removal."""
        return bytes(self.content) if self.content is not None else None

    @property
    def text(self) -> str | None:
        """As an editor shows it: without byte order mark, line ends as line feeds; None for a removal."""
        raw = self.raw
        return raw.decode("utf-8-sig", "replace").replace("\r\n", "\n") if raw is not None else None


class Conflict(models.Model):
    """The folder holds another text than the newer one of a screen. `kept` is "folder" or "screen" once it is settled,
    or "neither" when the folder gave way by itself."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="conflicts")
    theirs = models.ForeignKey(Version, models.PROTECT, related_name="+")
    at = models.BigIntegerField()
    settled_at = models.BigIntegerField(null=True)
    settled_by = models.CharField(max_length=40, default="")
    kept = models.CharField(max_length=10, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document"], name="one_open_conflict", condition=models.Q(settled_at__isnull=True)
            )
        ]


class Edition(models.Model):
    """One row: what is published now. `number` rises with every publication, `version` is the company's; `source` is the
    source folder and `seen` its fingerprint when it was last read."""

    number = models.BigIntegerField(default=0)
    version = models.CharField(max_length=64, default="")
    source = models.TextField(default="")
    seen = models.CharField(max_length=64, default="")


class Comparison(models.Model):
    """One row: the version whose articles are to be compared, or were. `claim` numbers who works on it, `tries` how
    often; `articles` were compared, and there are `more` pairs than are kept."""

    version = models.CharField(max_length=64)
    asked_at = models.BigIntegerField()
    claim = models.IntegerField(default=0)
    tries = models.IntegerField(default=0)
    done_at = models.BigIntegerField(null=True)
    articles = models.IntegerField(default=0)
    more = models.BooleanField(default=False)


class Contradiction(models.Model):
    """Two sentences of customers' articles, under the same heading or question, with the same words and other numbers.

    `one` and `other` are paths of documents, `digest` tells this pair from others. Whoever judged that it is none is
    `aside_by`; a judged pair is kept also while it does not stand there, so that it need not be judged twice.
    """

    digest = models.CharField(max_length=64, unique=True)
    shared = models.TextField()
    one = models.CharField(max_length=300)
    one_text = models.TextField()
    other = models.CharField(max_length=300)
    other_text = models.TextField()
    found_at = models.BigIntegerField()
    stands = models.BooleanField(default=True)
    aside_at = models.BigIntegerField(null=True)
    aside_by = models.CharField(max_length=40, default="")
