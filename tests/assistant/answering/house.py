"""Passages and a voice for the tests of answering."""

from datetime import date

from kompas.assistant.answering.voice import Voice
from kompas.assistant.domain.company import Voice as CompanyVoice
from kompas.assistant.domain.knowledge import Article, Block, Found, Items, Paragraph, Passage, Table

VOICE = Voice(CompanyVoice(), "Groenhof", ("nl", "en"))

ARTICLE = Article(
    "nl/maaiers", "maaiers", "nl", "Maaiers huren", "", updated=date(2026, 11, 3), source="https://groenhof.example/m"
)
ENGLISH = Article("en/returns", "returns", "en", "Returns", "")


def text_of(block: Block) -> str:
    match block:
        case Paragraph(sentences=sentences):
            return " ".join(sentences)
        case Items(items=items):
            return "\n".join(f"- {item}" for item in items)
        case Table(header=header, rows=rows):
            return "\n".join(" | ".join(row) for row in (header, *rows))


def passage(name: str, *blocks: Block, heading: str = "Kop", article: Article = ARTICLE) -> Passage:
    return Passage(f"{article.id}#{name}", article, heading, blocks, "\n\n".join(map(text_of, blocks)))


def found(one: Passage, *matched: str, certainty: float = 0.8) -> Found:
    return Found(one, 1.0, certainty, matched)


def tokens(text: str, lang: str) -> list[str]:
    """Plain words in place of the analysis of the search."""
    return [word.strip(".,?:").lower() for word in text.split()]
