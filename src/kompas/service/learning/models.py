"""Labels and gaps. Times are milliseconds since 1970, UTC.

Neither holds a word of a customer: they point at messages, whose words are read, stripped of personal data, when somebody
looks. So what retention or an erasure takes away is gone from here too.
"""

from django.db import models


class Label(models.Model):
    """Somebody says that an answer is wrong. `matter` is the right one: an intent, "article:<slug>", "" for none of them,
    None where it was not said (a customer only says that it is wrong). `by` is "customer" or "staff:3".
    """

    conversation = models.CharField(max_length=32)
    seq = models.IntegerField()
    by = models.CharField(max_length=40)
    matter = models.CharField(max_length=120, null=True)
    at = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint("conversation", "seq", "by", name="one_label_of_each")]


class State(models.TextChoices):
    """How far people are with a gap."""

    OPEN = "open"
    PLANNED = "planned"
    WRITTEN = "written"
    DISMISSED = "dismissed"


class Gap(models.Model):
    """What customers asked and we could not answer. `stems` are keyed digests of the words that the questions share.

    `customers` counts who asked, `last_at` when it was last. `path` is the article that is being written for it.
    """

    lang = models.CharField(max_length=5)
    matter = models.CharField(max_length=120, default="")
    stems = models.TextField(default="")
    customers = models.IntegerField(default=0)
    times = models.IntegerField(default=0)
    first_at = models.BigIntegerField()
    last_at = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    by = models.CharField(max_length=40, default="")
    state_at = models.BigIntegerField(null=True)
    path = models.CharField(max_length=300, default="")

    class Meta:
        indexes = [models.Index(fields=["lang", "matter"], name="gaps_by_matter")]


class Sighting(models.Model):
    """One turn in which a gap showed. `seq` is the assistant's message; `since` and `until` are the places between which
    the customer's words for it lie. `code` is why: not_known, upset, check_failed, vague, two_near or marked_wrong.
    """

    gap = models.ForeignKey(Gap, models.CASCADE, related_name="sightings")
    conversation = models.CharField(max_length=32)
    seq = models.IntegerField()
    since = models.IntegerField()
    until = models.IntegerField()
    code = models.CharField(max_length=30)
    at = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint("conversation", "seq", name="one_sighting_per_turn")]


class Bookmark(models.Model):
    """Up to which line of the trail this was read; one row."""

    event_id = models.BigIntegerField(default=0)
