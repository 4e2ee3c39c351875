"""How matters ended. Times are milliseconds since 1970, UTC.

Ids, codes and numbers only, and no foreign keys: these facts outlive the messages from which they came. They are taken
from the trail by `following.py` alone, so a row here can always be made anew while its conversation is kept.
"""

from django.db import models


class Ending(models.TextChoices):
    """How a case ended. Never pooled: each case has exactly one."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    ASSUMED = "assumed"
    ABANDONED = "abandoned"
    HANDED_OVER = "handed_over"
    REOPENED = "reopened"


class Case(models.Model):
    """One matter of one customer, from their first words to its ending; `number` is the place where it begins.

    `matter` is the surest one ("" where none was sure enough to ask back about), with its `certainty` in thousandths.
    `left_with` says what the customer was left with. `person` says how far a person is with it, "" for nobody.
    `returned`: it is about what they came for shortly before. `due_at`: when the clock looks whether it is over.
    `model_cost` is in millionths of the currency in which the company gave its prices.
    """

    conversation = models.CharField(max_length=32)
    number = models.IntegerField()
    began_at = models.BigIntegerField()
    last_at = models.BigIntegerField()
    week = models.CharField(max_length=10)
    lang = models.CharField(max_length=5)
    channel = models.CharField(max_length=20)
    matter = models.CharField(max_length=120, default="")
    certainty = models.IntegerField(default=0)
    turns = models.IntegerField(default=0)
    asked_back = models.IntegerField(default=0)
    asked_twice = models.IntegerField(default=0)
    not_known = models.IntegerField(default=0)
    marked_wrong = models.IntegerField(default=0)
    handovers = models.IntegerField(default=0)
    person = models.CharField(max_length=10, default="")
    waited_ms = models.BigIntegerField(null=True)
    handled_ms = models.BigIntegerField(default=0)
    effort = models.IntegerField(null=True)
    solved = models.BooleanField(null=True)
    returned = models.BooleanField(default=False)
    model_calls = models.IntegerField(default=0)
    model_tokens = models.BigIntegerField(default=0)
    model_cost = models.BigIntegerField(default=0)
    left_with = models.CharField(max_length=16, default="")
    ending = models.CharField(max_length=12, choices=Ending.choices, default=Ending.OPEN)
    by = models.CharField(max_length=40, default="")
    cause = models.CharField(max_length=30, default="")
    ended_at = models.BigIntegerField(null=True)
    due_at = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("conversation", "number", name="one_case_per_place")]
        indexes = [
            models.Index(fields=["began_at"], name="cases_begun"),
            models.Index(fields=["due_at"], condition=models.Q(due_at__isnull=False), name="cases_due"),
        ]


class Outcome(models.Model):
    """A record of what a case came to, with author and cause; the newest one that still stands is the case's ending."""

    conversation = models.CharField(max_length=32)
    number = models.IntegerField()
    ending = models.CharField(max_length=12, choices=Ending.choices)
    by = models.CharField(max_length=40)
    cause = models.CharField(max_length=30)
    at = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint("conversation", "number", "ending", "cause", "at", name="one_outcome_per_moment")
        ]


class Turn(models.Model):
    """One turn of the assistant. `number` is its case, 0 for mere talk; `heard` what the words asked for beside a matter.

    `asked_twice` names what was asked for the second time, "" for nothing.
    """

    conversation = models.CharField(max_length=32)
    seq = models.IntegerField()
    number = models.IntegerField()
    at = models.BigIntegerField()
    matter = models.CharField(max_length=120, default="")
    certainty = models.IntegerField(default=0)
    kind = models.CharField(max_length=12)
    code = models.CharField(max_length=30)
    asks = models.CharField(max_length=20, default="")
    heard = models.CharField(max_length=200, default="")
    asked_twice = models.CharField(max_length=20, default="")
    took_ms = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint("conversation", "seq", name="one_turn_per_place")]


class Passing(models.Model):
    """One passing to a person, with its reason."""

    conversation = models.CharField(max_length=32)
    seq = models.IntegerField()
    number = models.IntegerField()
    at = models.BigIntegerField()
    by = models.CharField(max_length=40)
    code = models.CharField(max_length=30)
    rule = models.CharField(max_length=80, default="")

    class Meta:
        constraints = [models.UniqueConstraint("conversation", "seq", name="one_passing_per_place")]


class Bookmark(models.Model):
    """Up to which line of the trail this was read; one row."""

    event_id = models.BigIntegerField(default=0)
