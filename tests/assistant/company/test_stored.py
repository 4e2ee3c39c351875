"""The company as bytes: the same comes back, whatever it holds."""

from collections.abc import Mapping
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.assistant.company.folders import SAMPLE

from kompas.assistant.company import read_company
from kompas.assistant.company.stored import dump_company, load_company
from kompas.assistant.domain.company import Company, Thresholds
from kompas.assistant.domain.errors import Permanent
from kompas.assistant.domain.workflow import Choose, LookUp, Show


def small_dict(kind: Any) -> st.SearchStrategy[Any]:
    key, value = get_args(kind)
    return st.dictionaries(st.from_type(key), st.from_type(value), max_size=2)


st.register_type_strategy(Mapping, small_dict)  # its own choice is a ChainMap
NUMBERS = st.floats(0, 1e6)
COMPANIES = st.builds(
    Company,
    thresholds=st.builds(Thresholds, answer=NUMBERS, ask_back=NUMBERS, settle_seconds=NUMBERS),
    answer_within_hours=NUMBERS,
)


def test_the_sample_comes_back_equal() -> None:
    company = read_company(SAMPLE)
    again = load_company(dump_company(company))
    assert again == company
    assert type(again.workflows["order_status"].steps[0]) is LookUp
    assert type(again.workflows["order_status"].steps[1]) is Choose
    assert type(again.workflows["order_status"].steps[2]) is Show


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=25)
@given(COMPANIES)
def test_any_company_comes_back_equal(company: Company) -> None:
    assert load_company(dump_company(company)) == company


@pytest.mark.parametrize("stored", [b"", b"{}", b"null", b"\xff", b'{"slug": 1}'])
def test_bytes_that_are_no_company(stored: bytes) -> None:
    with pytest.raises(Permanent) as refused:
        load_company(stored)
    assert refused.value.remedy


def test_an_error_does_not_show_what_was_stored() -> None:
    stored = dump_company(read_company(SAMPLE)).replace(b'"answer":0.65', b'"answer":"secret"')
    with pytest.raises(Permanent, match=r"thresholds\.answer") as refused:
        load_company(stored)
    assert "secret" not in str(refused.value)
