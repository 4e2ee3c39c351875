"""What the tutorial tells to press is there to press, and its two languages tell the same."""

import re

import pytest
from babel.messages.pofile import read_po
from tests.docs.pages import ROOT, blocks, commands, prose

PAGES = {"en": ROOT / "docs/tutorial/own-company.md", "nl": ROOT / "docs/tutorial/eigen-bedrijf.md"}


@pytest.mark.parametrize("lang", PAGES)
def test_what_is_in_bold_stands_on_a_screen(lang: str) -> None:
    with (ROOT / f"src/kompas/locale/{lang}/LC_MESSAGES/django.po").open("rb") as file:
        screens = {str(text) for message in read_po(file) for text in (message.id, message.string)}
    chat = (ROOT / "frontend/src/widget/texts.ts").read_text(encoding="utf-8")
    told = re.findall(r"\*\*([^*]+)\*\*", prose(PAGES[lang]))
    assert len(told) > 10
    assert [words for words in told if words not in screens and f'"{words}"' not in chat] == []


def test_both_languages_show_the_same_steps() -> None:
    shapes = []
    for page in PAGES.values():
        headings = re.findall(r"^## (\d+)", prose(page), flags=re.MULTILINE)
        typed = [
            re.sub(r"\"[^\"]+\"|\S*(?:/|@)\S*", "…", command.replace("--lang nl", "--lang en"))
            for command in commands(page)
        ]
        shapes.append((headings, typed, [(block.language, bool(block.file)) for block in blocks(page)]))
    assert shapes[0] == shapes[1]
