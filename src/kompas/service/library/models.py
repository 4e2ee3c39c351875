"""Which content answered when."""

from django.db import models


class CompanyVersion(models.Model):
    """A version of the company folder that was offered; a refused one has complaints and never served."""

    version = models.CharField(max_length=64)
    by = models.CharField(max_length=40)
    at = models.BigIntegerField()
    served_at = models.BigIntegerField(null=True)
    complaints = models.TextField(default="[]")
