"""`embedder:` in company.yaml: off unless named, a folder or an address, and no place for a key."""

from pathlib import Path

import pytest
from tests.assistant.company.folders import SAMPLE, change, copy_of_sample

from kompas.assistant.company import check_company, read_company
from kompas.assistant.company.stored import dump_company, load_company
from kompas.assistant.domain.company import EmbedderPlan


def with_embedder(folder: Path, embedder: str) -> Path:
    copied = copy_of_sample(folder)
    change(copied, "company.yaml", "languages:", f"embedder: {embedder}\nlanguages:")
    return copied


def test_none_is_used_unless_one_is_named() -> None:
    assert read_company(SAMPLE).embedder is None


@pytest.mark.parametrize(
    ("written", "plan"),
    [
        ("{folder: /srv/models/small}", EmbedderPlan("/srv/models/small")),
        (
            "{base_url: 'https://models.example.org/v1/', name: small}",
            EmbedderPlan("", "https://models.example.org/v1", "small"),
        ),
        (
            "{folder: /m, question_prefix: 'query: ', passage_prefix: 'passage: '}",
            EmbedderPlan("/m", "", "", "query: ", "passage: "),
        ),
    ],
)
def test_a_folder_or_an_address(tmp_path: Path, written: str, plan: EmbedderPlan) -> None:
    company = read_company(with_embedder(tmp_path, written))
    assert company.embedder == plan
    assert load_company(dump_company(company)).embedder == plan


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{}", "an embedder is a folder, or an address with a name."),
        ("{folder: /m, base_url: 'https://m.example/v1', name: a}", "a folder, or an address with a name."),
        ("{base_url: 'https://m.example/v1'}", "a folder, or an address with a name."),
        ("{folder: models/small}", "'models/small' is no whole path. Begin it with /"),
        ("{base_url: 'ftp://m.example', name: a}", "is no address of a model."),
        ("{base_url: 'https://me:secret@m.example/v1', name: a}", "the address holds a name or a password."),
        ("{folder: /m, key: secret}", "key"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, written: str, said: str) -> None:
    told = " ".join(map(str, check_company(with_embedder(tmp_path, written)).complaints))
    assert said in told
    assert "me:secret" not in told
