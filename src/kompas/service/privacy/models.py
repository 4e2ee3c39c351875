"""The hash chain over the trail."""

from django.db import models


class Seal(models.Model):
    """The link of one event in the chain: its hash covers the event's line and the hash before it."""

    event_id = models.BigIntegerField(primary_key=True)
    hash = models.CharField(max_length=64)
