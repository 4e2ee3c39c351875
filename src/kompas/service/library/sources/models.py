"""Where knowledge comes from, and each time that it was looked at. Times are milliseconds since 1970, UTC."""

from django.db import models


class Kind(models.TextChoices):
    FILES = "files"
    PAGE = "page"
    SITE = "site"


class Schedule(models.TextChoices):
    NEVER = "never"
    DAILY = "daily"
    WEEKLY = "weekly"


class Source(models.Model):
    """Files that were brought, a page or a site. `hosts` are further hosts of a site, with spaces between them; articles
    from elsewhere are in `lang` where they do not say theirs. One that has ended is not looked at any more."""

    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    address = models.CharField(max_length=1000, default="")
    lang = models.CharField(max_length=5)
    for_staff = models.BooleanField(default=False)
    depth = models.IntegerField(default=5)
    pages = models.IntegerField(default=500)
    hosts = models.TextField(default="")
    below = models.CharField(max_length=300, default="/")
    schedule = models.CharField(max_length=10, choices=Schedule.choices, default=Schedule.NEVER)
    by = models.CharField(max_length=40)
    at = models.BigIntegerField()
    next_at = models.BigIntegerField(null=True)
    ended_at = models.BigIntegerField(null=True)

    @property
    def author(self) -> str:
        """As whom it proposes articles."""
        return f"source:{self.pk}"


class Run(models.Model):
    """One look at a source. `claim` numbers who works on it, `tries` how often since it last came on a page; `how` it
    ended is "" while it goes on: finished, pages, time, stopped, failed. The rest counts pages and articles."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="runs")
    at = models.BigIntegerField()
    by = models.CharField(max_length=40)
    claim = models.IntegerField(default=0)
    tries = models.IntegerField(default=0)
    begun_at = models.BigIntegerField(null=True)
    done_at = models.BigIntegerField(null=True)
    how = models.CharField(max_length=10, default="")
    read = models.IntegerField(default=0)
    new = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    unchanged = models.IntegerField(default=0)
    gone = models.IntegerField(default=0)
    skipped = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source"], name="one_unfinished_run", condition=models.Q(done_at__isnull=True)
            )
        ]


class PageState(models.TextChoices):
    WAITING = "waiting"
    DONE = "done"
    SKIPPED = "skipped"
    MOVED = "moved"


class Page(models.Model):
    """A page or file of a source as the run with this number found it. `code`, `facts` and `told` say why it was skipped;
    `file` is the upload that waits to be read."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="known")
    address = models.CharField(max_length=1000)
    run = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=PageState.choices, default=PageState.WAITING)
    depth = models.IntegerField(default=0)
    tries = models.IntegerField(default=0)
    code = models.CharField(max_length=30, default="")
    facts = models.TextField(default="{}")
    told = models.TextField(default="")
    etag = models.CharField(max_length=200, default="")
    modified = models.CharField(max_length=60, default="")
    file = models.CharField(max_length=100, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "address"], name="page_of_source_once")]


class Piece(models.Model):
    """An article that comes from a page: `wanted` is the path that its name asks for, `path` the one it has; `digest` is
    that of the text that was proposed last, "" before the first and once it is gone."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="pieces")
    wanted = models.CharField(max_length=300)
    path = models.CharField(max_length=300, unique=True)
    digest = models.CharField(max_length=64, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "wanted"], name="piece_of_page_once")]


class Acceptance(models.Model):
    """An editor accepted what a source had proposed `until` a moment, all of it or only what is new: `asked` proposals.

    `after` is the last version that was decided on, of those `accepted` serve and `left` could not be published. `claim`
    numbers who works on it, `tries` how often since it last went on; `how` it ended: finished, stopped, failed.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="acceptances")
    by = models.CharField(max_length=40)
    at = models.BigIntegerField()
    until = models.BigIntegerField()
    only_new = models.BooleanField()
    asked = models.IntegerField()
    after = models.BigIntegerField(default=0)
    accepted = models.IntegerField(default=0)
    left = models.IntegerField(default=0)
    claim = models.IntegerField(default=0)
    tries = models.IntegerField(default=0)
    done_at = models.BigIntegerField(null=True)
    how = models.CharField(max_length=10, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source"], name="one_unfinished_acceptance", condition=models.Q(done_at__isnull=True)
            )
        ]
