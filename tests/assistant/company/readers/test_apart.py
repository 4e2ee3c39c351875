"""Reading in a process of its own: a file that takes too much is refused, and the next one is read."""

import pytest
from tests.assistant.company.readers.files import pdf

from kompas.assistant.company.readers.apart import Apart
from kompas.assistant.company.readers.reading import read
from kompas.assistant.company.readers.refusals import Unusable

GOOD = pdf([(72, 780, 20, "Title of it"), (72, 700, 11, "A line of text.")])
HUGE = b"<table>" + b"<tr><td>a</td><td>b</td></tr>" * 200_000


def test_a_file_is_read_as_it_is_in_this_process() -> None:
    with Apart() as reader:
        assert reader.read("pdf", GOOD) == read("pdf", GOOD)
        with pytest.raises(Unusable) as refused:
            reader.read("docx", b"nothing")
        assert (refused.value.code, refused.value.facts) == ("broken", {})


def test_what_takes_too_much_ends_its_process_and_nothing_else() -> None:
    with Apart(memory=350_000_000) as reader:
        with pytest.raises(Unusable) as refused:
            reader.read("html", HUGE)
        assert refused.value.code == "too_heavy"
        assert reader.read("pdf", GOOD).body == "A line of text."


def test_what_hangs_is_ended() -> None:
    with Apart(seconds=0.05) as reader, pytest.raises(Unusable) as refused:  # no process starts in that time
        reader.read("pdf", GOOD)
    assert refused.value.code == "too_heavy"
