"""Everything that is stored is declared: a column in no class would be neither swept, nor exported, nor erased."""

import re
from collections import defaultdict

from django.apps import apps

from kompas.assistant.company.shapes.will import RetentionFile
from kompas.service.privacy.register import Fate, Whose, tables


def test_every_column_of_every_table_is_declared_once() -> None:
    declared: dict[str, set[str]] = defaultdict(set)
    for table in tables():
        declared[table.name] |= table.columns
    stored = {
        model._meta.db_table: {field.column for field in model._meta.concrete_fields}
        for model in apps.get_models(include_auto_created=True)
    }
    assert {name for name in stored if name not in declared} == set(), "declare this table in the app's personal.py"
    for name, columns in stored.items():
        assert columns == declared[name], f"declare the columns of {name} in the app's personal.py"


def test_no_column_is_declared_twice_in_a_table() -> None:
    for table in tables():
        assert len(table.columns) == len(f"{table.personal} {table.plain} {table.inner}".split()), table.name


def test_what_is_personal_has_a_class_of_retention_and_an_end() -> None:
    for table in tables():
        assert table.kept_as in (*RetentionFile.model_fields, ""), table.name
        if table.personal:
            assert table.kept_as, table.name
            assert table.erasure is not Fate.KEEP or table.whose is Whose.NOBODY, table.name


def test_whose_rows_are_is_said_by_a_column_of_theirs() -> None:
    for table in tables():
        assert (table.whose is Whose.NOBODY) == (table.by == ""), table.name
        assert not table.by or table.by in table.columns, table.name
        assert not table.age or set(re.findall(r"[a-z_]+", table.age)) <= table.columns, table.name
        assert set(table.empty) <= table.columns, table.name


def test_what_is_kept_says_why() -> None:
    for table in tables():
        if table.erasure is Fate.KEEP and not table.personal:
            assert table.why or table.whose is Whose.NOBODY, table.name
