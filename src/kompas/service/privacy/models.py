"""The hash chain over the trail, legal holds, and receipts of what was handed over and erased."""

from django.db import models


class Seal(models.Model):
    """The link of one event in the chain: its hash covers the event's line and the hash before it."""

    event_id = models.BigIntegerField(primary_key=True)
    hash = models.CharField(max_length=64)


class Checkpoint(models.Model):
    """Where the chain begins since older events were cut off at the end of their term: the last event cut and its hash."""

    event_id = models.BigIntegerField(primary_key=True)
    hash = models.CharField(max_length=64)
    at = models.BigIntegerField()


class Hold(models.Model):
    """While it is not lifted, neither the clock nor an erasure touches this customer, or this one conversation."""

    conversation = models.ForeignKey("conversations.Conversation", models.CASCADE, null=True, related_name="holds")
    customer = models.ForeignKey("customers.Customer", models.CASCADE, null=True, related_name="holds")
    reason = models.TextField()
    by = models.CharField(max_length=40)
    since = models.BigIntegerField()
    lifted_by = models.CharField(max_length=40, default="")
    lifted_at = models.BigIntegerField(null=True)


class Receipt(models.Model):
    """What was done for one customer, without a word about who that was.

    `counts` is JSON: rows by table. `digest` covers the receipt and stands in the trail too. `cleaned_at` is when the
    bytes were sought and found to be gone from the files of the database; `residue` how many traces were left then.
    """

    number = models.CharField(max_length=20, unique=True)
    act = models.CharField(max_length=10)
    by = models.CharField(max_length=40)
    at = models.BigIntegerField()
    counts = models.TextField()
    digest = models.CharField(max_length=64)
    cleaned_at = models.BigIntegerField(null=True)
    residue = models.IntegerField(null=True)
