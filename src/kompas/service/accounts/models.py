"""The staff account and its role."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as lazy


class Role(models.TextChoices):
    AGENT = "agent", lazy("Agent")
    EDITOR = "editor", lazy("Editor")
    SUPERVISOR = "supervisor", lazy("Supervisor")
    PRIVACY_OFFICER = "privacy officer", lazy("Privacy officer")
    ADMINISTRATOR = "administrator", lazy("Administrator")


class Staff(AbstractUser):
    """A person who works here. `language` and `theme` are how they like their screens."""

    role = models.CharField(max_length=20, choices=Role.choices, default=Role.AGENT)
    language = models.CharField(max_length=5, default="nl")
    theme = models.CharField(max_length=10, default="auto")

    def __str__(self) -> str:
        return self.get_full_name() or self.username
