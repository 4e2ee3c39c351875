"""Links between articles are read as Markdown has them, each with its sentence."""

import pytest

from kompas.assistant.knowledge.links import links


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Dat kan. Zie [thuis\nlaten *bezorgen*](fiets-thuis.md#kosten). Of haal af.",
            (("Zie thuis laten bezorgen.", "fiets-thuis"),),
        ),
        ("| Wat |\n|---|\n| [ruilen](../nl/ruilen.md 'x') |", (("ruilen", "ruilen"),)),
        ("Zie [hier][a].\n\n[a]: met%20spatie.md", (("Zie hier.", "met spatie"),)),
        (
            "[Dit](a.md) of [dat](https://b.example) of [zo](c.md).",
            (("Dit of dat of zo.", "a"), ("Dit of dat of zo.", "c")),
        ),
        ("[site](https://example.org/a.md), [mail](mailto:a@b.md), [deel](#deel), [lijst](lijst.pdf)", ()),
        ("`[geen](link.md)` en geen [link.md]", ()),
        ("", ()),
    ],
)
def test_what_leads_to_another_article(body: str, expected: tuple[tuple[str, str], ...]) -> None:
    assert links(body) == expected
