"""Conversations, messages, decisions and the trail. Times are milliseconds since 1970, UTC; JSON is text.

The message path writes these rows by the SQL of `store.py`; screens read them through the ORM. Every index costs a page
of each commit, so a table has only those that are read: (conversation, seq) finds by conversation too.
"""

from django.db import models


class Conversation(models.Model):
    """All messages with one customer about one matter. `held_by` says who has the word; `resolved_at` whether it is over.

    `due_at` is when its next turn may begin; `claim` numbers the claims on it, and `claimed_until` is when the last lapses.
    """

    id = models.CharField(primary_key=True, max_length=32)
    channel = models.CharField(max_length=20)
    lang = models.CharField(max_length=5)
    customer = models.ForeignKey("customers.Customer", models.SET_NULL, null=True, related_name="conversations")
    visitor_digest = models.CharField(max_length=64)
    visitor_until = models.BigIntegerField()
    began_at = models.BigIntegerField()
    last_at = models.BigIntegerField()
    seq = models.IntegerField(default=0)
    held_by = models.CharField(max_length=10, default="assistant")
    agent = models.ForeignKey(
        "accounts.Staff", models.SET_NULL, null=True, related_name="conversations", db_index=False
    )
    resolved_at = models.BigIntegerField(null=True)
    answered_seq = models.IntegerField(default=0)
    asked_seq = models.IntegerField(default=0)
    waiting_since = models.BigIntegerField(null=True)
    due_at = models.BigIntegerField(null=True)
    claim = models.IntegerField(default=0)
    claimed_until = models.BigIntegerField(default=0)
    attempts = models.IntegerField(default=0)
    memory = models.TextField(default="{}")

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(due_at__isnull=False), name="conversations_due"),
            models.Index(fields=["agent"], condition=models.Q(held_by="agent"), name="conversations_held"),
            models.Index(fields=["visitor_digest"], name="conversations_of_visitor"),
            models.Index(fields=["began_at"], name="conversations_begun"),  # by last_at it would move at every message
            models.Index(fields=["began_at"], condition=~models.Q(memory="{}"), name="conversations_remembered"),
        ]


class Message(models.Model):
    """One utterance. `parts` and `citations` are as the front door sends them; `salt` binds the text to the trail."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages", db_index=False)
    seq = models.IntegerField()
    author = models.CharField(max_length=10)
    agent = models.ForeignKey("accounts.Staff", models.SET_NULL, null=True, db_index=False)
    at = models.BigIntegerField()
    lang = models.CharField(max_length=5)
    text = models.TextField()
    parts = models.TextField(default="[]")
    citations = models.TextField(default="[]")
    provenance = models.CharField(max_length=10)
    external_id = models.CharField(max_length=120, null=True, unique=True)
    salt = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint("conversation", "seq", name="one_message_per_place")]


class Decision(models.Model):
    """What the assistant decided about one turn, with the trace that explains it. `seq` is the reply's place.

    `records_at` is when the customer's records were read for it; None where none were, or its words are gone.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="decisions", db_index=False)
    seq = models.IntegerField()
    at = models.BigIntegerField()
    kind = models.CharField(max_length=12)
    code = models.CharField(max_length=30)
    trace = models.TextField()
    records_at = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["conversation", "seq"], name="decisions_by_place"),
            models.Index(
                fields=["records_at"], condition=models.Q(records_at__isnull=False), name="decisions_on_records"
            ),
        ]


class Event(models.Model):
    """One line of the append-only trail: ids, codes and numbers only. `digest` binds a message's text through its salt."""

    conversation_id = models.CharField(max_length=32, null=True)
    seq = models.IntegerField(null=True)
    kind = models.CharField(max_length=40)
    by = models.CharField(max_length=40)
    at = models.BigIntegerField()
    data = models.TextField(default="{}")
    digest = models.CharField(max_length=64, default="")

    class Meta:
        constraints = [models.UniqueConstraint("conversation_id", "seq", name="one_event_per_place")]


class Delivery(models.Model):
    """A mail that must leave the house. At worst it goes out twice, then with the same `message_id`."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, null=True, related_name="deliveries")
    purpose = models.CharField(max_length=20)
    recipient = models.CharField(max_length=320)
    subject = models.TextField()
    body = models.TextField()
    message_id = models.CharField(max_length=120, unique=True)
    at = models.BigIntegerField()
    due_at = models.BigIntegerField(null=True, db_index=True)
    claim = models.IntegerField(default=0)
    attempts = models.IntegerField(default=0)
    sent_at = models.BigIntegerField(null=True)
    failed_at = models.BigIntegerField(null=True)
    error = models.CharField(max_length=60, default="")


class Rating(models.Model):
    """What the customer said of the help: effort 1 (very little) to 5 (very much), and whether it is solved."""

    conversation = models.OneToOneField(Conversation, models.CASCADE, related_name="rating")
    effort = models.IntegerField()
    solved = models.BooleanField()
    comment = models.TextField(default="")
    at = models.BigIntegerField()


class Resolution(models.Model):
    """The end of a matter, with its author and cause; a reopened conversation gets another."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="resolutions")
    by = models.CharField(max_length=40)
    cause = models.CharField(max_length=20)
    at = models.BigIntegerField()
