"""What is taken from the folder, and what a newer edit from a screen keeps out."""

import pytest

from kompas.service.library.drafts import digest_of
from kompas.service.library.source_folder import Standing, compare

OLD, NEW, OURS = b"old", b"new", b"ours"


def standing(seen: bytes | None, published: bytes | None, by: str) -> dict[str, Standing]:
    return {"rules.yaml": Standing(digest_of(seen), digest_of(published), by)}


@pytest.mark.parametrize(
    ("now", "seen", "published", "by", "becomes"),
    [
        (OLD, OLD, OLD, "folder", "nothing"),
        (OLD, OLD, OURS, "staff:1", "nothing"),
        (NEW, OLD, OLD, "folder", "taken"),
        (None, OLD, OLD, "folder", "taken"),
        (NEW, OLD, OURS, "staff:1", "against"),
        (NEW, OLD, OURS, "source:2", "against"),
        (None, OLD, OURS, "staff:1", "against"),
        (OURS, OLD, OURS, "staff:1", "seen"),
        (None, OLD, None, "staff:1", "seen"),
        (NEW, OLD, None, "staff:1", "against"),
        (OLD, OLD, None, "staff:1", "nothing"),
        (NEW, OLD, OLD, "staff:1", "taken"),
        (NEW, None, OURS, "staff:1", "against"),
        (None, None, OURS, "staff:1", "nothing"),
        (NEW, None, None, "", "taken"),
    ],
)
def test_a_newer_edit_from_a_screen_is_never_written_over(
    now: bytes | None, seen: bytes | None, published: bytes | None, by: str, becomes: str
) -> None:
    texts = {"rules.yaml": now} if now is not None else {}
    found = compare(texts, standing(seen, published, by))
    assert found.taken == ({"rules.yaml": now} if becomes == "taken" else {})
    assert found.against == ({"rules.yaml": now} if becomes == "against" else {})
    assert found.seen == ({} if becomes == "nothing" else {"rules.yaml": digest_of(now)})


def test_what_nobody_knows_yet_is_taken() -> None:
    assert compare({"rules.yaml": NEW}, {}).taken == {"rules.yaml": NEW}
