"""The staff account and its role."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class Role(models.TextChoices):
    AGENT = "agent"
    SUPERVISOR = "supervisor"


class Staff(AbstractUser):
    """A person who works here. `language` and `theme` are how they like their screens."""

    role = models.CharField(max_length=20, choices=Role.choices, default=Role.AGENT)
    language = models.CharField(max_length=5, default="nl")
    theme = models.CharField(max_length=10, default="auto")

    @property
    def supervises(self) -> bool:
        return self.role == Role.SUPERVISOR

    def __str__(self) -> str:
        return self.get_full_name() or self.username
