"""What the place of a document says of it."""

from hypothesis import given
from hypothesis import strategies as st

from kompas.assistant.company.documents import article_id, article_path, is_article, is_document, lang_of, slug_of
from kompas.assistant.company.shapes.values import LANGUAGES

SLUGS = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,60}", fullmatch=True)


@given(st.sampled_from(sorted(LANGUAGES)), SLUGS)
def test_an_article_says_by_its_place_which_it_is(lang: str, slug: str) -> None:
    path = article_path(lang, slug)
    assert is_document(path)
    assert is_article(path)
    assert (lang_of(path), slug_of(path), article_id(path)) == (lang, slug, f"{lang}/{slug}")


def test_another_document_is_of_no_language() -> None:
    for path in ("rules.yaml", "intents/afval.yaml", "tests/knowledge.yaml"):
        assert not is_article(path)
        assert (lang_of(path), slug_of(path)) == ("", "")
