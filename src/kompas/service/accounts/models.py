"""The staff account and its role."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as lazy

from kompas.service.conversations.authors import by_staff


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

    def take_name(self, name: str) -> None:
        """Be called as it is typed, in one line: the first word is the first name."""
        self.first_name, _space, self.last_name = name.strip().partition(" ")

    @property
    def author(self) -> str:
        """As whom the trail knows them."""
        return by_staff(self.pk)


class Invitation(models.Model):
    """A colleague who was asked to come. The link that went by mail is not kept, only its digest; it works once.

    Times are milliseconds since 1970, UTC. It ended when it was accepted or withdrawn.
    """

    email = models.EmailField()
    name = models.CharField(max_length=150)
    role = models.CharField(max_length=20, choices=Role.choices)
    language = models.CharField(max_length=5, default="nl")
    digest = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(Staff, models.SET_NULL, null=True, related_name="invitations")
    at = models.BigIntegerField()
    expires_at = models.BigIntegerField()
    accepted_at = models.BigIntegerField(null=True)
    withdrawn_at = models.BigIntegerField(null=True)
    staff = models.ForeignKey(Staff, models.SET_NULL, null=True, related_name="invited_by")
