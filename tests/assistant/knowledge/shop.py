"""A small garden centre: the knowledge that the tests search."""

from datetime import date

from kompas.assistant.domain.company import Intent
from kompas.assistant.domain.knowledge import Article, Audience

DAY = date(2026, 11, 24)

SYNONYMS = {
    "nl": (("plant", "gewas"), ("plantenbak", "bloembak"), ("terugbetaling", "geld terug")),
    "en": (("plant", "crop"), ("refund", "money back")),
}


def article(lang: str, slug: str, title: str, body: str, *questions: str, **more: object) -> Article:
    return Article(f"{lang}/{slug}", slug, lang, title, body, questions, **more)  # type: ignore[arg-type]


ARTICLES = (
    article(
        "nl",
        "bezorging",
        "Bezorging",
        """Planten en bakken komen binnen 3 werkdagen thuis.

## Bezorgkosten
Een pakket bezorgen kost € 4,95. Vanaf € 50 is bezorgen gratis. Een boom bezorgen kost € 29.

## Bezorgmoment kiezen
U kiest een dagdeel in de mail. Wijzigen kan tot de dag ervoor om 12.00 uur.
""",
        "Wat kost bezorgen?",
        "Hoe lang duurt het voor mijn planten er zijn?",
        updated=date(2026, 11, 3),
        source="https://groenhof.example/bezorging",
    ),
    article(
        "en",
        "bezorging",
        "Delivery",
        """Plants and planters arrive within 3 working days.

## Delivery costs
Delivering a parcel costs €4.95. From €50 delivery is free. Delivering a tree costs €29.

## Choosing a delivery moment
You choose a part of the day in the mail. You can change it until noon on the day before.
""",
        "How much is delivery?",
        "How long until my plants arrive?",
    ),
    article(
        "nl",
        "retour",
        "Retourneren",
        """U mag potten en gereedschap binnen 30 dagen terugbrengen.

## Kosten
Retourneren in de winkel is gratis. Met de post betaalt u € 6,50 retourkosten.

## Planten
Een plant die binnen 2 weken doodgaat, vervangen wij gratis. Bewaar de kassabon.
""",
        "Hoe lang mag ik iets terugbrengen?",
        "Wat kost retourneren?",
    ),
    article(
        "en",
        "retour",
        "Returns",
        """You may bring back pots and tools within 30 days.

## Costs
Returning in the shop is free. By post you pay €6.50 return costs.

## Plants
We replace a plant that dies within 2 weeks free of charge. Keep the receipt.
""",
        "How long can I bring something back?",
        "What does returning cost?",
    ),
    article(
        "nl",
        "maaier-huren",
        "Een grasmaaier huren",
        """U huurt een grasmaaier per dag of per weekend.

## Huurprijzen
| Maaier | Per dag | Per weekend |
|---|---|---|
| Handmaaier | € 10 | € 18 |
| Accumaaier | € 25 | € 45 |
| Zitmaaier | € 70 | € 120 |

## Borg
De borg voor een maaier is € 100. U krijgt de borg terug als de maaier heel is.
""",
        "Wat kost het huren van een grasmaaier?",
    ),
    article(
        "nl",
        "zaaikalender",
        "Zaaikalender",
        "Tomaten zaait u binnen vanaf maart. Wortels zaait u buiten vanaf april.",
        "Wanneer zaai ik tomaten?",
    ),
    article(
        "nl",
        "kerstbomen",
        "Kerstbomen",
        "Kerstbomen verkopen wij van 1 december tot en met 24 december. Een kerstboom kost vanaf € 25.",
        "Wanneer verkopen jullie kerstbomen?",
        valid_from=date(2026, 12, 1),
        valid_until=date(2026, 12, 26),
    ),
    article(
        "nl",
        "personeelskorting",
        "Personeelskorting",
        "Medewerkers krijgen 15% personeelskorting op planten.",
        "Hoeveel personeelskorting is er?",
        audience=Audience.STAFF,
    ),
)

INTENTS = (
    Intent(
        "huren",
        {"nl": "een grasmaaier huren", "en": "renting a lawn mower"},
        {"nl": ("kan ik een maaier lenen", "gras maaien machine huren"), "en": ("rent a lawnmower", "hire a mower")},
        ("maaier-huren",),
    ),
    Intent(
        "zaaien",
        {"nl": "wanneer u zaait", "en": "when to sow"},
        {"nl": ("wanneer wortels zaaien",), "en": ("when do I sow carrots",)},
        ("zaaikalender",),
    ),
)
