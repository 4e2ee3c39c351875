"""A spoiled folder is refused, with the place, what is wrong, and what to do."""

from pathlib import Path

import pytest
from tests.assistant.company.folders import change, copy_of_sample

from kompas.assistant.company import check_company, read_company


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of_sample(tmp_path)


def complaints(folder: Path) -> list[str]:
    return [str(complaint) for complaint in check_company(folder).complaints]


# file, what stands there, what is put in its place, what is said
SPOILED = [
    ("rules.yaml", "then: hand_over", "then: handover",
     "rules.yaml:5 rules[0].then: 'handover' is unknown. Use hand_over or decline."),
    ("rules.yaml", "    then: decline", "    then: decline\n    urgent: true",
     "rules.yaml:8 rules[1]: urgent says how soon a person comes, and nobody comes. Use it with then: hand_over."),
    ("rules.yaml", "    then: hand_over", "    then: hand_over\n    quote: true",
     "rules.yaml:2 rules[0]: quote says what goes with a refusal, and nothing is refused. Use it with then: decline."),
    ("rules.yaml", "    then: hand_over", "    then: hand_over\n    urgent: soon",
     "rules.yaml:6 rules[0].urgent: 'soon' is neither true nor false. Write true or false."),
    ("rules.yaml", "    because: {nl: \"Over", "    becaus: {nl: \"Over",
     "rules.yaml:7 rules[0].becaus: the key 'becaus' is unknown. Did you mean because?"),
    ("rules.yaml", "    because: {nl: \"Over", "    becaus: {nl: \"Over",
     "rules.yaml:2 rules[0].because: 'because' is missing. Add because."),
    ("rules.yaml", "      intents: [levertijd]", "      intents: [levertyd]",
     "rules.yaml:11 rules[1].when.intents[0]: the intent 'levertyd' does not exist. "
     "Use levertijd or waar_is_mijn_boek."),
    ("rules.yaml", "id: geen-boektips", "id: schrijver-spreken",
     "rules.yaml:8 rules[1].id: the rule 'schrijver-spreken' stands on rules.yaml:2 too. Give each its own."),
    ("rules.yaml", "{nl: [schrijver spreken, auteur spreken], en: [talk to the author]}", "{en: [author]}",
     "rules.yaml:4 rules[0].when.mentions: the main language (nl) is missing. Add nl."),
    ("rules.yaml", "en: \"Only people", "de: \"Only people",
     "rules.yaml:7 rules[0].because.de: the language 'de' is unknown. Use en or nl."),
    ("rules.yaml", "er een medewerker bij.", "{agent} bij.",
     "rules.yaml:6 rules[0].say.nl: {agent} is unknown. Nothing is filled in here: write the words themselves."),
    ("rules.yaml", "mentions: {nl: [schrijver spreken, auteur spreken], en: [talk to the author]}", "mention: x",
     "rules.yaml:4 rules[0].when.mention: the key 'mention' is unknown. Use intents or mentions."),
    ("company.yaml", "assistant: Molen AI-assistent", "assistant: Molen Hulp",
     "company.yaml:2 assistant: 'Molen Hulp' does not say that it is software (AI Act, art. 50). "
     "Put \"AI\" or \"chatbot\" in the name, as in \"Zwaluw AI-assistent\"."),
    ("company.yaml", "assistant: Molen AI-assistent", "assistant: Sophie, AI-assistent",
     "company.yaml:2 assistant: 'Sophie' is a person's name. "
     "Name the assistant after the company, never after a person."),
    ("company.yaml", "languages: [nl, en]", "languages: [nl, de]",
     "company.yaml:3 languages[1]: 'de' is unknown. Use nl or en."),
    ("company.yaml", "languages: [nl, en]", "languages: [nl, nl]",
     "company.yaml:3 languages: a language stands here twice. Name each language once, the main one first."),
    ("company.yaml", "Europe/Amsterdam", "Europe/Amsterdm",
     "company.yaml:4 timezone: 'Europe/Amsterdm' is no timezone. Use a name like Europe/Amsterdam."),
    ("company.yaml", "answer: 0.65", "answer: 0.25",
     "company.yaml:12 thresholds: ask_back (0.35) is not below answer (0.25). "
     "Make ask_back the lower one: between the two the assistant asks what is meant."),
    ("company.yaml", "answer: 0.65", "answer: 65%",
     "company.yaml:12 thresholds.answer: '65%' is not a number. Write a number like 0.6, with a point."),
    ("company.yaml", "answer: 0.65", "answer: 65",
     "company.yaml:12 thresholds.answer: 65 is too large. It must be 1 or less."),
    ("company.yaml", "answer: 0.65", "answer: nan",
     "company.yaml:12 thresholds.answer: 'nan' is not a number. Write a number like 0.6, with a point."),
    ("company.yaml", "Molen Boeken <vraag@molenboeken.example>", "Molen Boeken",
     "company.yaml:11 channels.mail.sender: 'Molen Boeken' is not written as it should be. "
     "Write it like Name <name@company.example>."),
    ("intents/bestellen.yaml", "    articles: [levertijd]\n", "    unanswered: maybe\n",
     "intents/bestellen.yaml:4 intents[0].unanswered: 'maybe' is neither true nor false. Write true or false."),
    ("intents/bestellen.yaml", "    articles: [levertijd]\n", "    unanswered: [true]\n",
     "intents/bestellen.yaml:4 intents[0].unanswered: here stands a list. It must be true or false."),
    ("company.yaml", "13:00-17:00", "11:30-17:00",
     "company.yaml:16 hours.weekly.monday: '09:00-12:00' and '11:30-17:00' overlap. "
     "Join them into one, or let the second begin later."),
    ("company.yaml", "13:00-17:00", "17:00-13:00",
     "company.yaml:16 hours.weekly.monday: '17:00-13:00' ends before it begins. "
     "Write the earlier time first; 24:00 ends a day."),
    ("company.yaml", "13:00-17:00", "13:00-17:60",
     "company.yaml:16 hours.weekly.monday: '13:00-17:60' is not a time of the day. Write it like 09:00-18:00."),
    ("company.yaml", "13:00-17:00", "afternoon",
     "company.yaml:16 hours.weekly.monday[1]: 'afternoon' is not written as it should be. Write it like 09:00-18:00."),
    ("company.yaml", "    friday:", "    fryday:",
     "company.yaml:17 hours.weekly.fryday: the key 'fryday' is unknown. Did you mean friday?"),
    ("company.yaml", "2026-11-27", "27-11-2026",
     "company.yaml:19 hours.closed[0]: '27-11-2026' is not a date. Write year-month-day, as in 2026-11-24."),
    ("company.yaml", "2026-11-27", "2026-02-30",
     "company.yaml:19 hours.closed[0]: '2026-02-30' is not a date. Write year-month-day, as in 2026-11-24."),
    ("company.yaml", "holidays: NL", "holidays: ZZ",
     "company.yaml:18 hours.holidays: 'ZZ' is no country whose holidays are known. Use a country code like NL or BE."),
    ("company.yaml", "code_tries: 3", "code_tries: three",
     "company.yaml:20 identity.code_tries: 'three' is not a whole number. Write digits only."),
    ("company.yaml", "mail: vraag@molenboeken.example", "mail: vraag",
     "company.yaml:7 contact.mail: 'vraag' is not written as it should be. "
     "Write a mail address like name@company.example."),
    ("company.yaml", "http://127.0.0.1:8000", "http://127.0.0.1:8000/shop",
     "company.yaml:10 channels.chat.allowed_sites[0]: 'http://127.0.0.1:8000/shop' is not written as it should be. "
     "Write scheme and host only, as in https://www.company.example."),
    ("company.yaml", "promises: {answer_within_hours: 6}", "promises: 6",
     "company.yaml:13 promises: here stands a text. It must be a map of keys and values."),
    ("company.yaml", "name: Molen Boeken\n", "name:\n",
     "company.yaml:1 name: it is empty. Fill in a text, or remove the line."),
    ("company.yaml", "name: Molen Boeken\n", "name: Molen: Boeken\n",
     "company.yaml:1: this is no YAML: mapping values are not allowed here. "
     "Put the text between double quotes: it holds a colon and a space."),
    ("company.yaml", "name: Molen Boeken\n", "name: Molen Boeken\nname: Molen\n",
     "company.yaml:2 name: 'name' stands here twice; the first is on line 1. Remove one of them."),
    ("company.yaml", "name: Molen Boeken\n", "\tname: Molen Boeken\n",
     "company.yaml:1: this is no YAML: found character '\\t' that cannot start any token. "
     "Use spaces for indentation, and quotes around a text that begins with a special sign."),
    ("company.yaml", "name: Molen Boeken\n", "name: &name Molen Boeken\n",
     "company.yaml:1 name: an anchor, alias or tag is used. "
     "Write the text out at each place; anchors (&), aliases (*) and tags (!) are not read."),
    ("voice.yaml", "welkom bij {company}", "welkom bij {compny}",
     "voice.yaml:3 phrases.nl.hello: {compny} is unknown. Use company."),
    ("voice.yaml", "welkom bij {company}", "welkom bij {company!r}",
     "voice.yaml:3 phrases.nl.hello: {company} is unknown. Use company."),
    ("voice.yaml", "welkom bij {company}", "welkom bij {company",
     "voice.yaml:3 phrases.nl.hello: a brace { or } stands alone. "
     "Write {name}, or {{ and }} for a brace to be shown."),
    ("voice.yaml", "nl: {hello:", "nl: {helo:",
     "voice.yaml:3 phrases.nl.helo: 'helo' is unknown. Did you mean hello?"),
    ("voice.yaml", "  en: {hello", "  fr: {hello",
     "voice.yaml:4 phrases.fr: the language 'fr' is unknown. Use en or nl."),
    ("retention.yaml", "briefs: 365\n", "",
     "retention.yaml:1 briefs: 'briefs' is missing. Add briefs."),
    ("retention.yaml", "briefs: 365\n", "briefs: 0\n",
     "retention.yaml:2 briefs: 0 is too small. It must be 1 or more."),
    ("synonyms.yaml", "[boek, roman]", "[boek]",
     "synonyms.yaml:2 nl[0]: it is empty. Give at least 2."),
    ("intents/bestellen.yaml", "    articles: [levertijd]\n", "",
     "intents/bestellen.yaml:2 intents[0]: nothing answers this intent. Give articles: [slug, …] or workflow: id, "
     "or unanswered: true when nothing of yours answers it."),
    ("intents/bestellen.yaml", "    articles: [levertijd]\n", "    articles: [levertijd]\n    workflow: order_status\n",
     "intents/bestellen.yaml:2 intents[0]: articles and workflow are both given. "
     "Keep the one that answers the question."),
    ("intents/bestellen.yaml", "articles: [levertijd]", "articles: [levertijden]",
     "intents/bestellen.yaml:4 intents[0].articles[0]: the article 'levertijden' does not exist. "
     "Use kas or levertijd."),
    ("intents/bestellen.yaml", "articles: [levertijd]", "articles: [kas]",
     "intents/bestellen.yaml:4 intents[0].articles[0]: the article 'kas' is for staff only. "
     "Name a public article, or set its audience to public."),
    ("intents/bestellen.yaml", "workflow: order_status", "workflow: order_state",
     "intents/bestellen.yaml:23 intents[1].workflow: the workflow 'order_state' does not exist. Use order_status."),
    ("intents/bestellen.yaml", "- id: waar_is_mijn_boek", "- id: levertijd",
     "intents/bestellen.yaml:21 intents[1].id: the intent 'levertijd' stands on intents/bestellen.yaml:2 too. "
     "Give each its own."),
    ("intents/bestellen.yaml", "- id: waar_is_mijn_boek", "- id: Waar-is",
     "intents/bestellen.yaml:21 intents[1].id: 'Waar-is' is not written as it should be. "
     "Use small letters, digits and _, beginning with a letter."),
    ("intents/bestellen.yaml", "- waar is mijn boek", "- Hoe lang, duurt het?",
     "intents/bestellen.yaml:26 intents[1].examples.nl[0]: this example stands on intents/bestellen.yaml:7 too "
     "(intents[0].examples.nl[0]). Remove it where it fits less."),
    ("intents/bestellen.yaml", "{nl: de levertijd van een boek,", "{nl: de levertijd, of meer,",
     "intents/bestellen.yaml:3 intents[0].title.of meer: a comma parts the text. "
     "Put the text in quotes: it holds a comma."),
    ("intents/bestellen.yaml", "intents:\n", "intent:\n",
     "intents/bestellen.yaml:1 intent: the key 'intent' is unknown. Use intents."),
    ("workflows/order_status.yaml", "connector: shop", "connector: shopp",
     "workflows/order_status.yaml:5 steps[0].look_up.connector: 'shopp' is no connector. Use shop."),
    ("workflows/order_status.yaml", "operation: orders", "operation: order",
     "workflows/order_status.yaml:5 steps[0].look_up.operation: 'order' is no operation of shop. Use orders."),
    ("workflows/order_status.yaml", "purpose: order_status", "purpose: order_state",
     "workflows/order_status.yaml:3 purpose: 'order_state' is no purpose of shop. Use invoices or order_status."),
    ("workflows/order_status.yaml", "fields: [order_number, items,", "fields: [order_number, pages,",
     "workflows/order_status.yaml:10 steps[2].fields[1]: 'pages' is no field of the purpose 'order_status'. "
     "Use amount, expected_on, items, order_number or status."),
    ("workflows/order_status.yaml", "is {status}.\", en", "is {note}.\", en",
     "workflows/order_status.yaml:14 steps[2].says.otherwise.nl: {note} is unknown. "
     "Use amount, expected_on, items, order_number or status."),
    ("workflows/order_status.yaml", "is {status}.\", en", "is {status.__class__}.\", en",
     "workflows/order_status.yaml:14 steps[2].says.otherwise.nl: {status.__class__} is unknown. "
     "Use amount, expected_on, items, order_number or status."),
    ("workflows/order_status.yaml", "      shipped: {nl", "      shiped: {nl",
     "workflows/order_status.yaml:13 steps[2].says.shiped: 'shiped' is no value of this field. "
     "Use delivered or shipped."),
    ("workflows/order_status.yaml", "prefer: {status: [shipped]}", "prefer: {status: [sent]}",
     "workflows/order_status.yaml:7 steps[1].choose.prefer.status[0]: 'sent' is no value of this field. "
     "Use delivered or shipped."),
    ("workflows/order_status.yaml", "{order_number} · {items}", "{order_number} · {note}",
     "workflows/order_status.yaml:7 steps[1].choose.label: {note} is unknown. "
     "Use amount, expected_on, items, order_number or status."),
    ("workflows/order_status.yaml", "      otherwise: {nl", "      delivered: {nl",
     None),
    ("workflows/order_status.yaml", "show: order\n", "show: ordre\n",
     "workflows/order_status.yaml:9 steps[2].show: 'ordre' is no name that an earlier step gave. Use order or orders."),
    ("workflows/order_status.yaml", "  - show: order\n", "  - shows: order\n",
     "workflows/order_status.yaml:9 steps[2]: this step is of no known kind. Begin it with look_up, choose or show."),
    ("workflows/order_status.yaml", "named_by: order_number, prefer", "name_by: order_number, prefer",
     "workflows/order_status.yaml:7 steps[1].choose.name_by: the key 'name_by' is unknown. Did you mean named_by?"),
    ("workflows/order_status.yaml", "id: order_status\n", "id: order_state\n",
     "workflows/order_status.yaml:1 id: the id 'order_state' is not the file's name. "
     "Rename the file to order_state.yaml, or the id."),
    ("connectors/shop.yaml", "file: data/orders.csv", "file: data/order.csv",
     "connectors/shop.yaml:7 tables.orders.file: "
     "the file 'data/order.csv' cannot be opened. Check its name and place."),
    ("connectors/shop.yaml", "file: data/orders.csv", "file: ../orders.csv",
     "connectors/shop.yaml:7 tables.orders.file: '../orders.csv' lies outside the company folder. "
     "Put the file under data/."),
    ("connectors/shop.yaml", "    pages: {label", "    page: {label",
     "connectors/shop.yaml:14 fields.orders.page: 'page' is no column of data/orders.csv. Did you mean pages?"),
    ("connectors/shop.yaml", "fields: {orders: [order_number, amount, pages]}", "fields: {orders: [amount, note]}",
     "connectors/shop.yaml:34 purposes.invoices.fields.orders[1]: the field 'note' is not described under "
     "fields.orders. Use amount, expected_on, items, order_number, ordered_on, pages or status."),
    ("connectors/shop.yaml", "order_by: -ordered_on", "order_by: -order_on",
     "connectors/shop.yaml:24 operations.orders.order_by: 'order_on' is no column of data/orders.csv. "
     "Did you mean ordered_on?"),
    ("connectors/shop.yaml", "{table: orders, order_by", "{table: order, order_by",
     "connectors/shop.yaml:24 operations.orders.table: 'order' is no table. Use customers or orders."),
    ("connectors/shop.yaml", "legal_basis: contract", "legal_basis: because",
     "connectors/shop.yaml:27 purposes.order_status.legal_basis: 'because' is unknown. "
     "Use consent, contract, legal_obligation, vital_interests, public_task or legitimate_interests."),
    ("connectors/shop.yaml", "    legal_basis: contract\n", "",
     "connectors/shop.yaml:26 purposes.order_status.legal_basis: 'legal_basis' is missing. Add legal_basis."),
    ("connectors/shop.yaml", "    title: {nl: facturen tonen, en: showing invoices}\n", "",
     "connectors/shop.yaml:31 purposes.invoices.title: 'title' is missing. Add title."),
    ("connectors/shop.yaml", "identity: verified", "identity: none",
     "connectors/shop.yaml:28 purposes.order_status.identity: 'none' is unknown. Use verified or strong."),
    ("connectors/shop.yaml", "items: {label: {nl: Boeken, en: Books}, type: text}",
     "items: {label: {nl: Boeken, en: Books}, type: choice}",
     "connectors/shop.yaml:12 fields.orders.items: a choice without values. "
     "Give values: {shipped: {nl: onderweg, en: on its way}, …}."),
    ("connectors/shop.yaml", "mail: mail", "mail: email",
     "connectors/shop.yaml:8 find_customer.mail: 'email' is no column of data/customers.csv. Did you mean mail?"),
    ("data/orders.csv", "order_number,customer_id", "order_number;customer_id",
     "connectors/shop.yaml:7 tables.orders.customer: 'customer_id' is no column of data/orders.csv. "
     "Did you mean order_number;customer_id?"),
    ("connectors/more.yaml", "", "kind: sql\nid: more\n",
     "connectors/more.yaml:1 kind: 'sql' is unknown. Use table."),
    ("tests/levertijd.yaml", "decision: answer", "decision: anwser",
     "tests/levertijd.yaml:9 conversations[0].turns[0].expect.decision: 'anwser' is unknown. "
     "Did you mean answer?"),
    ("tests/levertijd.yaml", "reason: wants_human", "reason: wants_a_human",
     "tests/levertijd.yaml:19 conversations[1].turns[1].expect.reason: 'wants_a_human' is unknown. "
     "Did you mean wants_human?"),
    ("tests/levertijd.yaml", "cites: [levertijd]", "cites: [bezorging]",
     "tests/levertijd.yaml:10 conversations[0].turns[0].expect.cites[0]: the article 'bezorging' does not exist. "
     "Use kas or levertijd."),
    ("tests/levertijd.yaml", "at: 2026-11-23T10:00:00+01:00", "at: 2026-11-23T10:00:00",
     "tests/levertijd.yaml:5 conversations[0].at: '2026-11-23T10:00:00' has no timezone. "
     "Add it, as in 2026-11-24T10:00:00+01:00."),
    ("tests/levertijd.yaml", "identity: none", "identity: verified",
     "tests/levertijd.yaml:4 conversations[0].identity: 'verified' is unknown. "
     "Write none, or {verified: C-1001} with a customer's key."),
    ("tests/levertijd.yaml", "name: Waar is mijn boek", "name: Levertijd van een boek",
     "tests/levertijd.yaml:12 conversations[1].name: the conversation 'Levertijd van een boek' stands on "
     "tests/levertijd.yaml:2 too. Give each its own."),
    ("tests/levertijd.yaml", "expect: {decision: continue, says_not: [M-11]}", "expect: {}",
     "tests/levertijd.yaml:17 conversations[1].turns[0].expect: nothing is expected. "
     "Give decision, cites, says, says_not or reason."),
    ("knowledge/nl/levertijd.md", "title: Levertijd\n", "titel: Levertijd\n",
     "knowledge/nl/levertijd.md:2 titel: the key 'titel' is unknown. Did you mean title?"),
    ("knowledge/nl/levertijd.md", "title: Levertijd\n", "title: Levertijd: kort\n",
     "knowledge/nl/levertijd.md:2: this is no YAML: mapping values are not allowed here. "
     "Put the text between double quotes: it holds a colon and a space."),
    ("knowledge/nl/levertijd.md", "updated: 2026-11-03", "updated: 3 november",
     "knowledge/nl/levertijd.md:7 updated: '3 november' is not a date. Write year-month-day, as in 2026-11-24."),
    ("knowledge/nl/levertijd.md", "lang: nl", "lang: en",
     "knowledge/nl/levertijd.md:3 lang: lang is en, but the file stands in knowledge/nl/. "
     "Move the file, or change lang."),
    ("knowledge/nl/levertijd.md", "lang: nl", "lang: nl\nlang: nl",
     "knowledge/nl/levertijd.md:4 lang: 'lang' stands here twice; the first is on line 3. Remove one of them."),
    ("knowledge/nl/levertijd.md", "valid_from: 2026-01-01", "valid_from: 2026-01-01\nvalid_until: 2025-01-01",
     "knowledge/nl/levertijd.md:2: valid_until is before valid_from. Make valid_until the later day."),
    ("knowledge/nl/levertijd.md", "audience: public", "audience: everybody",
     "knowledge/nl/levertijd.md:4 audience: 'everybody' is unknown. Use public or staff."),
    ("knowledge/nl/leeg.md", "", "---\ntitle: Leeg\nlang: nl\n---\n\n",
     "knowledge/nl/leeg.md:1: the article has no text. Write it below the front matter."),
    ("knowledge/nl/kaal.md", "", "Geen kop.\n",
     "knowledge/nl/kaal.md:1: the front matter is missing or does not end. "
     "Begin with a line ---, then title: and lang:, then a line --- again."),
    ("knowledge/nl/Met Spatie.md", "", "x",
     "knowledge/nl/Met Spatie.md: this is not read. "
     "Name it <slug>.md, with small letters, digits and -, directly in the folder of its language."),
    ("knowledge/fr/prix.md", "", "x", "knowledge/fr: this is not read. Articles stand in knowledge/nl|en/."),
    ("rule.yaml", "", "rules: []", "rule.yaml: this file is not read. Did you mean rules.yaml?"),
    ("intents/meer.yml", "", "intents: []", "intents/meer.yml: this file is not read. Files in intents/ end in .yaml."),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "said"), SPOILED)
def test_a_spoiled_folder_is_refused(folder: Path, file: str, old: str, new: str, said: str | None) -> None:
    change(folder, file, old, new)
    found = complaints(folder)
    assert found == [] if said is None else said in found


def test_a_value_without_a_sentence_is_refused(folder: Path) -> None:
    change(folder, "workflows/order_status.yaml", "      otherwise: {nl", "      shipped2: {nl")
    assert (
        "workflows/order_status.yaml:12 steps[2].says: there is no sentence for delivered. Add it, or otherwise."
        in complaints(folder)
    )


def test_a_workflow_ends_with_what_it_shows(folder: Path) -> None:
    path = folder / "workflows/order_status.yaml"
    path.write_text(path.read_text(encoding="utf-8").split("  - show")[0], encoding="utf-8")
    assert complaints(folder) == [
        "workflows/order_status.yaml:4 steps: the last step shows nothing. End with a step show."
    ]


def test_without_a_human_channel_a_folder_is_refused(folder: Path) -> None:
    text = (folder / "company.yaml").read_text(encoding="utf-8")
    begin, end = text.index("contact:"), text.index("channels:")
    (folder / "company.yaml").write_text(text[:begin] + "contact: {}\n" + text[end:], encoding="utf-8")
    assert complaints(folder) == [
        "company.yaml:5 contact: there is no way to reach a person (the law asks for one: DSA art. 12, BW 6:230m). "
        "Give phone, mail or post."
    ]


def test_one_human_channel_is_enough(folder: Path) -> None:
    text = (folder / "company.yaml").read_text(encoding="utf-8")
    begin, end = text.index("contact:"), text.index("channels:")
    (folder / "company.yaml").write_text(text[:begin] + "contact: {post: [Molen]}\n" + text[end:], encoding="utf-8")
    assert read_company(folder).contact.post == ("Molen",)


def test_people_must_be_there_sometimes(folder: Path) -> None:
    text = (folder / "company.yaml").read_text(encoding="utf-8")
    begin, end = text.index("  weekly:"), text.index("  holidays:")
    (folder / "company.yaml").write_text(text[:begin] + "  weekly: {monday: []}\n" + text[end:], encoding="utf-8")
    assert complaints(folder) == [
        'company.yaml:15 hours.weekly: people are never there. Give at least one day, as in monday: ["09:00-17:00"].'
    ]


def test_a_promise_must_have_a_day_on_which_it_is_due(folder: Path) -> None:
    """Else the first handover outside hours would fail: the human door would be shut."""
    text = (folder / "company.yaml").read_text(encoding="utf-8")
    for hours, refused in ((750, False), (751, True)):  # 15 opening hours a week
        (folder / "company.yaml").write_text(
            text.replace("within_hours: 6", f"within_hours: {hours}"), encoding="utf-8"
        )
        assert (complaints(folder) != []) is refused
    assert complaints(folder) == [
        "company.yaml:14 hours: people are there 15 hours a week: 751 opening hours take over a year."
        " Lower answer_within_hours under promises, or open longer."
    ]


@pytest.mark.parametrize(
    ("company", "assistant", "refused"),
    [
        ("Molen", "Molen chatbot", False),
        ("Molen", "De Chatbot van Molen", False),
        ("Jan Jansen Fietsen", "Jan AI-assistent", False),  # the company's own name
        ("Molen", "JAN (AI)", True),
        ("Molen", "Zoë, AI assistant", True),
        ("Molen", "Fairy", True),  # "ai" within a word says nothing
        ("Molen", "Molen ai-hulp", True),
    ],
)
def test_the_name_of_the_assistant(folder: Path, company: str, assistant: str, refused: bool) -> None:
    change(folder, "company.yaml", "name: Molen Boeken\n", f"name: {company}\n")
    change(folder, "company.yaml", "assistant: Molen AI-assistent", f"assistant: '{assistant}'")
    assert any(line.startswith("company.yaml:2 assistant:") for line in complaints(folder)) is refused


def test_bytes_that_are_no_text(folder: Path) -> None:
    (folder / "rules.yaml").write_bytes(b"rules:\n  - id: caf\xe9\n")
    (folder / "knowledge/nl/kas.md").write_bytes(b"\x00\x01\xff\xfe")
    assert complaints(folder) == [
        "knowledge/nl/kas.md:1: this is no UTF-8. Save the file as UTF-8 in your editor.",
        "rules.yaml:2: this is no UTF-8. Save the file as UTF-8 in your editor.",
    ]


def test_huge_files_are_not_read(folder: Path) -> None:
    (folder / "rules.yaml").write_text("# " + "x" * 1_100_000, encoding="utf-8")
    (folder / "knowledge/nl/kas.md").write_text("x" * 600_000, encoding="utf-8")
    assert complaints(folder) == [
        "knowledge/nl/kas.md: the file is 0.6 MB; at most 0.5 MB is read. Split it, or remove what is not text.",
        "rules.yaml: the file is 1.1 MB; at most 1 MB is read. Split it, or remove what is not text.",
    ]


@pytest.mark.parametrize("file", ["rules.yaml", "knowledge/nl/kas.md"])
def test_deep_nesting_is_refused(folder: Path, file: str) -> None:
    text = "{a: " * 2000
    (folder / file).write_text(f"---\n{text}\n---\nx\n" if file.endswith("md") else text, encoding="utf-8")
    assert any("nested too deeply" in line for line in complaints(folder))


def test_a_folder_that_cannot_be_read(folder: Path) -> None:
    (folder / "rules.yaml").unlink()
    (folder / "rules.yaml").mkdir()
    assert complaints(folder) == ["rules.yaml: it cannot be read (Is a directory). Check its name and its rights."]
