"""SQL and ORM write the same encodings: each row written by one is read, unchanged, by the other."""

import sqlite3
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from kompas.service.accounts.models import Staff

APPS = ("conversations", "customers", "handover", "insights", "learning", "library", "privacy", "sources")
TABLES = [model for app in APPS for model in apps.get_app_config(app).get_models()]
TEXT = 'Zoë schreef: "¿ß∂" €5 <b>&amp;\n\t\N{WAVING HAND SIGN}'


def value_for(field: Any, at: int) -> Any:
    """A value that a wrong encoding would change."""
    if isinstance(field, models.ForeignKey):
        return None if _goes_back(field) else row_of(field.related_model, at).pk
    if isinstance(field, models.BinaryField):
        return TEXT.encode() + b"\xff\x00"
    if isinstance(field, models.BooleanField):
        return True
    if isinstance(field, models.IntegerField):
        return 1_795_510_800_123 + at if isinstance(field, models.BigIntegerField) else 7 + at
    assert isinstance(field, models.CharField | models.TextField), field
    return (f"{at} {TEXT}")[: field.max_length or None]


def _goes_back(field: Any) -> bool:
    """Whether what it names belongs to this very row: a document's published version."""
    back = (one.related_model for one in field.related_model._meta.concrete_fields if one.is_relation)
    return field.null and field.model in back


def row_of(model: Any, at: int = 0) -> Any:
    if model is Staff:
        return Staff.objects.get_or_create(username=f"noor-{at}")[0]
    return model.objects.first() or model.objects.create(**values_of(model, at))


def values_of(model: Any, at: int = 0) -> dict[str, Any]:
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    return {field.attname: value_for(field, at) for field in fields}


def columns(model: Any) -> dict[str, str]:
    return {field.attname: field.column for field in model._meta.concrete_fields}


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.db_table)
def test_what_the_orm_writes_sql_reads(db: sqlite3.Connection, model: Any) -> None:
    made = row_of(model)
    table, key = model._meta.db_table, model._meta.pk.column
    row = db.execute(f"SELECT * FROM {table} WHERE {key} = ?", (made.pk,)).fetchone()
    read = {name: row[column] for name, column in columns(model).items()}
    assert read == {name: getattr(made, name) for name in columns(model)}
    assert all(type(value) in (int, str, bytes) or value is None for value in read.values())


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.db_table)
def test_what_sql_writes_the_orm_reads(db: sqlite3.Connection, model: Any) -> None:
    values = values_of(model, 1)
    written = {columns(model)[name]: value for name, value in values.items()}
    marks = ", ".join("?" for _ in written)
    db.execute(f"INSERT INTO {model._meta.db_table} ({', '.join(written)}) VALUES ({marks})", list(written.values()))
    read = model.objects.filter(**values).values(*values).get()
    assert read == values
    assert all(type(read[name]) is type(value) for name, value in values.items())


def test_an_empty_value_is_null_to_both(db: sqlite3.Connection) -> None:
    from kompas.service.conversations.models import Conversation

    made = row_of(Conversation)
    Conversation.objects.filter(pk=made.pk).update(resolved_at=None, customer=None, due_at=None)
    row = db.execute("SELECT resolved_at, customer_id, due_at FROM conversations_conversation").fetchone()
    assert tuple(row) == (None, None, None)
    db.execute("UPDATE conversations_conversation SET resolved_at = NULL, due_at = 5")
    assert Conversation.objects.filter(resolved_at__isnull=True, due_at=5).count() == 1
    assert connection.vendor == "sqlite"
