"""Handovers with their brief, promises, private notes and the stop switch. Times are milliseconds since 1970, UTC."""

from django.db import models
from django.db.models.functions import Lower, StrIndex
from django.db.models.lookups import GreaterThan

_proven = StrIndex("brief", models.Value('"proven"'))  # a fact that stands in the customer's records


class Handover(models.Model):
    """One passing to a person. It ends when an agent takes and finishes it, or the customer goes on without.

    `brief` is JSON (domain Brief); `correction` is what the customer added to it. `live` is false for a promise.
    """

    conversation = models.ForeignKey("conversations.Conversation", models.CASCADE, related_name="handovers")
    code = models.CharField(max_length=30)
    rule = models.CharField(max_length=80, default="")
    urgent = models.BooleanField(default=False)
    live = models.BooleanField(default=True)
    brief = models.TextField(default="{}")
    correction = models.TextField(default="")
    corrected_at = models.BigIntegerField(null=True)
    at = models.BigIntegerField()
    agent = models.ForeignKey("accounts.Staff", models.SET_NULL, null=True)
    taken_at = models.BigIntegerField(null=True)
    ended_at = models.BigIntegerField(null=True)
    ended = models.CharField(max_length=12, default="")

    class Meta:
        indexes = [
            models.Index(fields=["ended_at", "taken_at", "at"], name="handovers_waiting"),
            models.Index(fields=["at"], condition=models.Q(GreaterThan(_proven, 0)), name="handovers_on_records"),
        ]


class Promise(models.Model):
    """A stored task that we owe the customer. `address` may come later, when the customer gives it."""

    reference = models.CharField(max_length=20, unique=True)
    conversation = models.ForeignKey("conversations.Conversation", models.CASCADE, related_name="promises")
    handover = models.OneToOneField(Handover, models.CASCADE, related_name="promise")
    address = models.CharField(max_length=320, default="")
    at = models.BigIntegerField()
    due_at = models.BigIntegerField(db_index=True)
    kept_at = models.BigIntegerField(null=True)
    kept_by = models.ForeignKey("accounts.Staff", models.SET_NULL, null=True)

    class Meta:
        indexes = [models.Index(Lower("address"), name="promises_to_address")]


class Note(models.Model):
    """A private note of staff; customers never see it."""

    conversation = models.ForeignKey("conversations.Conversation", models.CASCADE, related_name="notes")
    agent = models.ForeignKey("accounts.Staff", models.SET_NULL, null=True)
    text = models.TextField()
    at = models.BigIntegerField()


class Stop(models.Model):
    """A supervisor's stop of the assistant. While one is not lifted, the assistant says nothing."""

    by = models.ForeignKey("accounts.Staff", models.SET_NULL, null=True, related_name="stops")
    at = models.BigIntegerField()
    reason = models.TextField(default="")
    lifted_by = models.ForeignKey("accounts.Staff", models.SET_NULL, null=True, related_name="lifted_stops")
    lifted_at = models.BigIntegerField(null=True)
