"""Turns that were drawn to be judged, and what they prove. Times are milliseconds since 1970, UTC.

Nothing here holds a word of a customer: a drawn turn points at messages, whose words are read, stripped of personal data,
when somebody looks.
"""

from django.db import models


class Verdict(models.TextChoices):
    """What somebody said of a drawn turn: "" while nobody did."""

    RIGHT = "right"
    WRONG = "wrong"
    SKIPPED = "skipped"


class Day(models.Model):
    """With which chance (0..1) a turn of this day is drawn: fixed at its first turn, by how many there were before."""

    day = models.CharField(max_length=10, unique=True)
    chance = models.FloatField()


class Drawn(models.Model):
    """One question of one turn, drawn before anybody judged it. `seq` is the assistant's message; between `since` and
    `until` lie the customer's words; `place` is the question's place among those of the turn.

    `matter` is what the assistant took it to be about ("" for nothing of ours), `certainty` how surely, `kind` what it decided.
    `meant` is what it was really about, where somebody said that it was wrong. The same `_now`, as the content of `version`
    would have it.
    """

    conversation = models.CharField(max_length=32)
    seq = models.IntegerField()
    since = models.IntegerField()
    until = models.IntegerField()
    place = models.IntegerField()
    lang = models.CharField(max_length=5)
    day = models.CharField(max_length=10)
    at = models.BigIntegerField()
    kind = models.CharField(max_length=12)
    matter = models.CharField(max_length=120)
    passage = models.CharField(max_length=300, default="")
    certainty = models.FloatField()
    verdict = models.CharField(max_length=8, choices=Verdict.choices, default="", blank=True)
    meant = models.CharField(max_length=120, default="", blank=True)
    by = models.CharField(max_length=40, default="", blank=True)
    judged_at = models.BigIntegerField(null=True)
    version = models.CharField(max_length=64)
    matter_now = models.CharField(max_length=120)
    certainty_now = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint("conversation", "seq", name="one_draw_per_turn")]
        indexes = [models.Index(fields=["at"], name="drawn_by_time")]


class Proof(models.Model):
    """What the judged turns said of the content `version`, when they last said something else; the newest row holds.

    `n` turns were judged and count, `above` of them lie above `threshold`, `wrong` of these are wrong, and with a certainty
    of 95 in 100 the true share is at most `bound`. `needed` turns without a mistake would prove it. `reason` is why it is not
    proven. Turns count that were drawn from `since` on.
    """

    at = models.BigIntegerField()
    by = models.CharField(max_length=40, default="system")
    version = models.CharField(max_length=64)
    stage = models.CharField(max_length=12)
    reason = models.CharField(max_length=20, default="", blank=True)
    at_most_wrong = models.FloatField()
    threshold = models.FloatField()
    n = models.IntegerField()
    above = models.IntegerField()
    wrong = models.IntegerField()
    bound = models.FloatField()
    needed = models.IntegerField()
    since = models.BigIntegerField(default=0)


class Work(models.Model):
    """One row: the version for which it is to be worked out what is proven. `claim` numbers who works on it."""

    version = models.CharField(max_length=64)
    asked_at = models.BigIntegerField()
    claim = models.IntegerField(default=0)
    tries = models.IntegerField(default=0)
    done_at = models.BigIntegerField(null=True)


class Bookmark(models.Model):
    """Up to which decision was drawn; one row."""

    decision_id = models.BigIntegerField(default=0)
