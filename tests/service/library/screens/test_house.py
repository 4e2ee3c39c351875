"""Rules and other files: checked with line and remedy before they serve, and tried before that."""

from django.test import Client
from tests.service.library.conftest import RULES, WASTE
from tests.service.library.screens.conftest import NEW_TEXT, OLD_TEXT, page, sent

from kompas.service.library import lists
from kompas.service.library.library import Library

FILE, KEEP = "/library/house/file/rules.yaml/", "/library/house/keep/rules.yaml/"
PREVIEW = f"/library/preview/{WASTE}/"
HX = {"HX-Request": "true"}


def test_the_files_of_the_house(eva: Client) -> None:
    shown = page(eva.get("/library/house/"))
    assert all(f">{name}</a>" in shown for name in ("company.yaml", "rules.yaml", "retention.yaml", "voice.yaml"))
    assert "brand" in page(eva.get(FILE))
    assert eva.get("/library/house/file/niets.txt/").status_code == 404


def test_another_file_is_begun_empty(eva: Client) -> None:
    begun = eva.get("/library/house/", {"folder": "intents", "name": "afval"})
    assert begun.headers["Location"] == "/library/house/file/intents/afval.yaml/"
    assert "Nog niet gepubliceerd" in page(eva.get(begun.headers["Location"]))
    assert eva.get("/library/house/", {"folder": "..", "name": "afval"}).status_code == 200


def test_a_mistake_is_named_by_line_and_keeps_the_words(eva: Client, library: Library) -> None:
    broken = {"text": RULES.replace("then: hand_over", "then: hand_ovr"), "base": "1", "based_on": "1"}
    shown = page(eva.post(KEEP, broken | {"act": "publish"}, follow=True))
    assert "regel 4" in shown
    assert "hand_over" in shown
    assert "then: hand_ovr" in shown
    assert library.shelf.now.company.rules[0].then == "hand_over"


def test_a_changed_rule_serves_and_is_told_in_words(eva: Client, library: Library) -> None:
    text = RULES.replace("[brand]", "[brand, vuur]")
    shown = page(eva.post(KEEP, {"text": text, "base": "1", "based_on": "1"}, follow=True))
    assert "rules › nood › when › mentions › nl" in shown
    assert "<ins>vuur</ins>" in shown
    eva.post(KEEP, {"text": text, "base": "1", "based_on": "1", "act": "publish"})
    assert library.shelf.now.company.rules[0].mentions["nl"] == ("brand", "vuur")


def test_asked_before_it_serves(eva: Client, library: Library) -> None:
    shown = page(
        eva.post(PREVIEW, sent(body=NEW_TEXT, act="ask", question="Wanneer wordt het afval opgehaald?"), headers=HX)
    )
    would, does = shown.split("<h3>Nu</h3>")
    assert "dinsdag" in would
    assert "maandag" not in would
    assert "maandag" in does
    assert "zekerheid" in would
    assert lists.versions(WASTE)[0].number == 1


def test_as_a_customer_reads_it(eva: Client) -> None:
    shown = page(eva.post(PREVIEW, sent(body="## Dag\n**Dinsdag** <script>x</script>\n", act="look"), headers=HX))
    assert "<figcaption>Dag</figcaption>" in shown
    assert "**" not in shown
    assert "<script>" not in shown
    assert "valid_from" in page(eva.post(PREVIEW, sent(body=OLD_TEXT, valid_from="morgen", act="look"), headers=HX))


def test_golden_conversations_are_played_against_the_draft(eva: Client) -> None:
    golden = (
        "conversations:\n  - name: afval\n    lang: nl\n    turns:\n"
        "      - customer: Wanneer wordt het afval opgehaald?\n        expect: {says: [dinsdag]}\n"
    )
    kept = {"text": golden, "act": "publish"}
    eva.post("/library/house/keep/tests/afval.yaml/", kept)
    otherwise = page(eva.post(PREVIEW, sent(act="golden"), headers=HX))
    assert "1 beurt gaat anders" in otherwise
    assert "verwacht: de woorden “dinsdag”; gekregen: “" in otherwise
    assert "Alles gaat zoals het moet" in page(eva.post(PREVIEW, sent(body=NEW_TEXT, act="golden"), headers=HX))
