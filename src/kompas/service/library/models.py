"""Which content answered when, and which is still being prepared."""

from django.db import models


class CompanyVersion(models.Model):
    """A version of the company folder that was offered; a refused one has complaints and never served."""

    version = models.CharField(max_length=64)
    by = models.CharField(max_length=40)
    at = models.BigIntegerField()
    served_at = models.BigIntegerField(null=True)
    complaints = models.TextField(default="[]")


class Preparation(models.Model):
    """A version that has to be prepared before it can serve. `claim` numbers who works on it, `tries` how often."""

    version = models.CharField(max_length=64, unique=True)
    folder = models.TextField()
    asked_at = models.BigIntegerField()
    claim = models.IntegerField(default=0)
    tries = models.IntegerField(default=0)
    done_at = models.BigIntegerField(null=True)
