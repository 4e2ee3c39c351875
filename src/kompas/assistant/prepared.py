"""A company made ready to think with, and a fast start from what was stored (made by making.py)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

from kompas import __version__
from kompas.assistant.answering.voice import Voice
from kompas.assistant.company.stored import load_company
from kompas.assistant.domain.certainty import AnswersFrom, Estimate, Stage
from kompas.assistant.domain.company import Company, EmbedderPlan, Thresholds
from kompas.assistant.domain.errors import Permanent
from kompas.assistant.domain.knowledge import Article
from kompas.assistant.knowledge import compiling
from kompas.assistant.knowledge.index import Index
from kompas.assistant.knowledge.meaning import Meaning, Vectors, name_of
from kompas.assistant.matters import Key, learned
from kompas.assistant.rules.house import HouseRules
from kompas.assistant.sockets import Connector, Embedder
from kompas.assistant.understanding.intents import IntentModel, load
from kompas.assistant.understanding.language import Languages

MADE_BY = f"{__version__} 5"  # raise the number when what is prepared changes between two versions
COMPANY, INDEX, INTENTS, ESTIMATE, MARK = "company.json", "index", "intents.npz", "estimate.json", "made-by"
MEANING = "meaning"  # the folder of the vectors, beside the index
Connect = Callable[[Company], Mapping[str, Connector]]  # opens the systems that a company names
Embed = Callable[[Company], Embedder | None]  # opens the embedder that a company names


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything compiled once; frozen, safe to share between threads. `intents` is None for a company without any.

    `articles` stand by slug and language, and so do their `titles`; `guessable` are the matters whose intent was learned.
    `base`: what this is a quick revision of, if it is one. `estimate` is what was expected when it was made; `proven` the
    threshold that turns judged by people prove, if they do.
    """

    company: Company
    index: Index
    intents: IntentModel | None
    connectors: Mapping[str, Connector]
    base: "Prepared | None" = None
    estimate: Estimate | None = None
    proven: float | None = None
    languages: Languages = field(init=False)
    house: HouseRules = field(init=False)
    voice: Voice = field(init=False)
    articles: Mapping[str, Mapping[str, Article]] = field(init=False)
    titles: Mapping[str, Mapping[str, str]] = field(init=False)
    guessable: frozenset[Key] = field(init=False)

    def __post_init__(self) -> None:
        company = self.company
        object.__setattr__(self, "languages", Languages(company.languages))
        object.__setattr__(self, "house", HouseRules(company.rules))
        known = self.intents.intents if self.intents is not None else ()
        object.__setattr__(self, "guessable", learned(company.intents, known))
        articles: dict[str, dict[str, Article]] = {}
        for article in company.articles:
            articles.setdefault(article.slug, {})[article.lang] = article
        titles = {slug: {lang: one.title for lang, one in those.items()} for slug, those in articles.items()}
        object.__setattr__(self, "articles", articles)
        object.__setattr__(self, "titles", titles)
        object.__setattr__(self, "voice", Voice(company.voice, company.name, company.languages))

    @property
    def answers_from(self) -> AnswersFrom:
        """From which certainty on it answers: what is proven; else what the company wrote; else what is estimated. Never
        below what the company wrote."""
        given = self.company.thresholds
        if given.at_most_wrong is None:
            return AnswersFrom(given.answer, Stage.BY_HAND)
        if self.proven is not None:
            return AnswersFrom(max(given.answer, self.proven), Stage.PROVEN)
        if given.by_hand:
            return AnswersFrom(given.answer, Stage.PROVISIONAL)
        # from too few examples nothing is estimated
        chosen = self.estimate.threshold(given.at_most_wrong) if self.estimate is not None else Thresholds().answer
        return AnswersFrom(max(given.answer, chosen), Stage.PROVISIONAL)


def revised(prepared: Prepared, company: Company, connectors: Mapping[str, Connector] | None = None) -> Prepared:
    """The same made ready for a changed company, without training: its intents are guessed as they were learned.

    Made from what was prepared whole, however often it was revised since.
    """
    base = prepared.base or prepared
    taught, intents = tuple(base.company.intents.values()), tuple(company.intents.values())
    index = compiling.revised(base.index, taught, company.articles, company.synonyms, intents)
    connectors = prepared.connectors if connectors is None else connectors
    return Prepared(company, index, base.intents, connectors, base, base.estimate)


def is_prepared(folder: Path) -> bool:
    """Whether this Kompas has prepared a company there."""
    try:
        return (folder / MARK).read_text() == MADE_BY
    except OSError:
        return False


def no_embedder(company: Company) -> None:
    """Opens none."""


def take_up(folder: Path, connect: Connect, embed: Embed = no_embedder) -> Prepared:
    """What was stored, without training anything. Raises Permanent when it is not there or from another version."""
    if not is_prepared(folder):
        raise Permanent("This Kompas has not prepared this company.", "Prepare the company folder again.")
    company = load_company((folder / COMPANY).read_bytes())
    intents = load(folder / INTENTS) if company.intents else None
    index = Index.load(folder / INDEX)
    if (embedder := embed(company)) is not None:
        index = with_meaning(company, index, embedder, Vectors.load(folder / MEANING))
    estimate = None
    if (folder / ESTIMATE).exists():
        estimate = TypeAdapter(Estimate).validate_json((folder / ESTIMATE).read_bytes())
    return Prepared(company, index, intents, connect(company), estimate=estimate)


def with_meaning(company: Company, index: Index, embedder: Embedder, vectors: Vectors | None) -> Index:
    """With the vectors that were stored, unless they are of another embedder."""
    plan = plan_of(company)
    if vectors is None or vectors.name != name_of(embedder, plan.passage_prefix):
        vectors = Vectors.none_of(embedder.name, index.passages)
    return index.with_meaning(Meaning(vectors, embedder, plan.question_prefix))


def plan_of(company: Company) -> EmbedderPlan:
    return company.embedder or EmbedderPlan()
