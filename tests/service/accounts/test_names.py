"""Who did it, by name."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kompas.service.accounts.models import Staff
from kompas.service.accounts.names import names_of


@pytest.mark.usefixtures("data_dir")
def test_colleagues_by_both_their_marks_in_one_query() -> None:
    noor, sam = (Staff.objects.create_user(name.lower(), first_name=name) for name in ("Noor", "Sam"))
    asked = [noor.author, f"agent:{noor.pk}", sam.author, "staff:999", "source:1", "folder", "customer", ""]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = names_of(asked)
    assert found == {noor.author: "Noor", f"agent:{noor.pk}": "Noor", sam.author: "Sam"}
    assert len(queries) == 1


@pytest.mark.parametrize(
    ("typed", "first", "last"), [(" Eva de Boer ", "Eva", "de Boer"), ("Eva", "Eva", ""), ("", "", "")]
)
def test_a_name_is_typed_in_one_line(typed: str, first: str, last: str) -> None:
    staff = Staff(username="c-1")
    staff.take_name(typed)
    assert (staff.first_name, staff.last_name, str(staff)) == (first, last, typed.strip() or "c-1")
