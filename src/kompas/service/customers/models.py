"""Who a customer is to us, and what proved it. Times are milliseconds since 1970, UTC."""

from django.db import models
from django.db.models.functions import Lower


class Customer(models.Model):
    """A person as the company's own system knows them; `key` is their key there."""

    key = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=200, default="")
    since = models.BigIntegerField()


class Address(models.Model):
    """Where a channel reaches a customer."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="addresses")
    channel = models.CharField(max_length=20)
    address = models.CharField(max_length=320)

    class Meta:
        constraints = [models.UniqueConstraint("customer", "channel", "address", name="one_address")]
        indexes = [models.Index(Lower("address"), name="customers_at_address")]


class IdentityProof(models.Model):
    """What proved, in this conversation, that the customer is who they say."""

    conversation = models.ForeignKey("conversations.Conversation", models.CASCADE, related_name="proofs")
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="proofs")
    level = models.IntegerField()
    method = models.CharField(max_length=20)
    at = models.BigIntegerField()


class Code(models.Model):
    """A mailed code: single use, short life, limited tries. Only a keyed digest of it is kept."""

    conversation = models.ForeignKey("conversations.Conversation", models.CASCADE, related_name="codes")
    customer_key = models.CharField(max_length=100, default="")
    address_digest = models.CharField(max_length=64, db_index=True)
    digest = models.CharField(max_length=64)
    at = models.BigIntegerField()
    expires_at = models.BigIntegerField()
    tries = models.IntegerField(default=0)
    used_at = models.BigIntegerField(null=True)
