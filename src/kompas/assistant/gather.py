"""Gather all that is known about a turn into one frozen `Facts`. Nothing is decided here."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from kompas.assistant.domain.company import in_language
from kompas.assistant.domain.conversation import Author, OfferedMatters, Turn
from kompas.assistant.domain.facts import Facts
from kompas.assistant.domain.knowledge import Audience, Found
from kompas.assistant.domain.understanding import Guess, Question, Understanding, Wish
from kompas.assistant.domain.workflow import Awaiting
from kompas.assistant.inability import speaking_first, spoken_of, undone
from kompas.assistant.knowledge.compiling import WORKFLOW
from kompas.assistant.matters import Matter, answered, goes_before, leading, unanswered, weighed, weights
from kompas.assistant.ordering import ordered
from kompas.assistant.prepared import Prepared
from kompas.assistant.rules.inbound import flags
from kompas.assistant.stages import Stages
from kompas.assistant.understanding.attacks import suspicious
from kompas.assistant.understanding.mood import sounds_upset
from kompas.assistant.understanding.questions import follow_up, split_questions
from kompas.assistant.understanding.wishes import hear
from kompas.assistant.workflows.identity import holds_code, mail_address
from kompas.assistant.workflows.picking import leaves, none_of_these, other_one, picked

ARTICLE = "article:"  # begins the id of a matter that has no intent


def gather(prepared: Prepared, turn: Turn, stages: Stages) -> Facts:
    """The facts of this turn. The day that decides which articles are valid is the company's."""
    with stages.stage("understand"):
        understanding = _understood(prepared, turn)
        expected = _expected(turn)
    with stages.stage("look up"):
        questions = () if expected else _questions(prepared, turn, understanding)
    with stages.stage("rules"):
        sure = [guess.intent for question in questions for guess in question.guesses[:1]
                if guess.certainty >= weights().rule_guess]  # fmt: skip
        rules = prepared.house.holding(turn.text, sure)
        upset = sounds_upset(turn.text, understanding.lang)
        found = flags(turn.text, understanding, suspicious=suspicious(turn.text), upset=upset)
    return Facts(
        turn,
        understanding,
        questions,
        rules,
        found,
        prepared.company.version,
        prepared.answers_from.threshold,
        prepared.company.thresholds.ask_back,
        weights().off_topic_below,
        weights().near_share,
        expected,
        turn.memory.progress is not None and leaves(turn.text),
        isinstance(turn.memory.pending, OfferedMatters) and none_of_these(turn.text),
        stages.so_far(),
    )


def _understood(prepared: Prepared, turn: Turn) -> Understanding:
    lang = prepared.languages.of(turn.text, turn.memory.lang)
    heard = hear(turn.text, lang, turn.history)
    questions = split_questions(_without_address(turn.text), lang)
    return Understanding(lang, heard, questions, bare=_is_bare(questions, [one.words for one in heard]))


def _without_address(text: str) -> str:
    """What is said beside a mail address, which no article knows; the address where there is nothing else."""
    address = mail_address(text)
    beside = text.replace(address, " ").strip().lstrip(" .,;:!?-") if address is not None else ""
    return beside or text


def _is_bare(questions: Sequence[str], said: Sequence[str]) -> bool:
    """Whether nothing is left beside what was heard: "nee dank je" is no question to look up."""
    told = [words.strip(" .,!?").lower() for words in said]
    return all(any(question.strip(" .,!?").lower() in words for words in told) for question in questions)


def _expected(turn: Turn) -> bool:
    """Whether the words give what the workflow under way waits for."""
    progress = turn.memory.progress
    if progress is None:
        return False
    match progress.awaiting:
        case Awaiting.MAIL_ADDRESS:
            return mail_address(turn.text) is not None
        case Awaiting.CODE:
            typed = holds_code(turn.text) and turn.code_check is not None
            return typed or mail_address(turn.text) is not None
        case Awaiting.CHOICE:
            return picked(turn.text, progress.options, progress.shown) is not None


def _questions(prepared: Prepared, turn: Turn, understanding: Understanding) -> tuple[Question, ...]:
    pending = turn.memory.pending
    lang = understanding.lang
    if isinstance(pending, OfferedMatters):
        titles = [title_of(prepared, matter, lang) for matter in pending.intents]
        shown = pending.shown
        place = picked(turn.text, titles) if shown is None else other_one(turn.text, len(titles), shown)
        if place is not None:
            return (_chosen(prepared, turn, pending.intents[place], pending.text, titles[place], lang),)
    if understanding.bare:
        return _answered_before(prepared, turn, lang) if understanding.has(Wish.CONFUSED) else ()
    texts = understanding.questions or (turn.text,)
    return tuple(_with_context(prepared, turn, text, lang) for text in texts)


def _answered_before(prepared: Prepared, turn: Turn, lang: str) -> tuple[Question, ...]:
    """The question whose answer was not understood: what is near it can be asked back, no rule holds for it again."""
    before = _asked_before(turn) if turn.memory.articles and turn.memory.progress is None else ""
    if not before:
        return ()
    return (replace(_vague(_looked_up(prepared, turn, before, lang)), guesses=()),)


def _with_context(prepared: Prepared, turn: Turn, text: str, lang: str) -> Question:
    """The question by itself, or together with the one it leans on, whichever says more."""
    pending = turn.memory.pending
    leans = follow_up(text, lang)
    alone = _looked_up(prepared, turn, text, lang)
    before = _asked_before(turn) if leans else ""
    if isinstance(pending, OfferedMatters) and pending.shown is None:
        before = pending.text
    if not before:
        return _vague(alone) if leans else alone
    together = _looked_up(prepared, turn, f"{before} {text}", lang)
    return together if together.certainty >= alone.certainty else alone


def _vague(question: Question) -> Question:
    """Without a matter of its own nothing is sure enough to be answered: it can only be asked back."""
    certainty = min(question.certainty, weights().vague_most)
    return Question(question.text, question.guesses, question.found, certainty, None, question.near, vague=True)


def _asked_before(turn: Turn) -> str:
    said = (said.text for said in reversed(turn.history) if said.author is Author.CUSTOMER)
    return next(said, "")


def _looked_up(prepared: Prepared, turn: Turn, text: str, lang: str) -> Question:
    return looked_up(prepared, turn, text, lang, _guesses(prepared, text, lang))


def looked_up(prepared: Prepared, turn: Turn, text: str, lang: str, guesses: tuple[Guess, ...]) -> Question:
    """A question of this turn by itself, with what was guessed of it: what it is about, how surely, and what was found."""
    intents = prepared.company.intents
    led = leading(guesses, intents)
    everything = _search(prepared, turn, text, lang, led)
    found = tuple(one for one in everything if not one.passage.article.slug.startswith(WORKFLOW))
    matters = weighed(guesses, everything, intents, prepared.guessable)
    if unanswered(guesses, intents) and not goes_before(matters, guesses, prepared.guessable):
        return Question(text, guesses, found)
    if not matters:  # no word of it is known; "how much is it" can still be asked back
        return Question(text, guesses, near=answered(guesses, intents))
    best = matters[0]
    near = tuple(Guess(matter.id, matter.certainty) for matter in matters[: weights().guesses])
    passages, certainty = _able(prepared, best, _passages(prepared, best, found, text, lang), found, text, lang)
    return Question(text, guesses, passages, certainty, best.workflow, near)


def _able(
    prepared: Prepared, best: Matter, passages: tuple[Found, ...], found: Sequence[Found], text: str, lang: str
) -> tuple[tuple[Found, ...], float]:
    """Where the question tells what cannot be done: the passages that speak of it first, and unsure without any."""
    analysis = prepared.index.analysis
    verb = undone(text, lang, analysis) if best.slug is not None and passages else frozenset[str]()
    if not verb:
        return passages, best.certainty
    if not spoken_of(passages, verb, lang, prepared.company.intents.values(), analysis):
        return passages, min(best.certainty, weights().vague_most)
    others = (one for one in found if one.passage.article.slug == best.slug and one not in passages)
    return speaking_first((*passages, *others), verb, analysis), best.certainty


def _search(prepared: Prepared, turn: Turn, text: str, lang: str, led: Collection[str]) -> tuple[Found, ...]:
    day, private = day_of(prepared, turn), not turn.of_stranger
    return prepared.index.search(text, lang, day, Audience.PUBLIC, weights().passages, led, private)


def _guesses(prepared: Prepared, text: str, lang: str) -> tuple[Guess, ...]:
    if prepared.intents is None:
        return ()
    known = prepared.company.intents  # the model may have learned one that the company has taken out since
    return tuple(guess for guess in prepared.intents.guess(text, lang) if guess.intent in known)[: weights().guesses]


def _passages(prepared: Prepared, best: Matter, found: Sequence[Found], text: str, lang: str) -> tuple[Found, ...]:
    """The passages of the article that it is about, in the order in which they answer; all, when it is a workflow."""
    if best.slug is None:
        return tuple(found)
    mine = [one for one in found if one.passage.article.slug == best.slug]
    return ordered(mine, text, lang, prepared.index.analysis)


def _chosen(prepared: Prepared, turn: Turn, matter: str, before: str, title: str, lang: str) -> Question:
    """The matter that the customer picked: certain, by their own word."""
    slugs = articles_of(prepared, matter)
    intent = prepared.company.intents.get(matter)
    text = f"{before} {title}"
    found = _search(prepared, turn, text, lang, slugs)
    passages = _passages(prepared, Matter(matter, 1.0, slug=slugs[0]), found, text, lang) if slugs else ()
    workflow = intent.workflow if intent is not None else None
    sure = 1.0 if workflow is not None or passages else 0.0
    guesses = (Guess(matter, 1.0),) if intent is not None else ()
    return Question(text, guesses, passages, sure, workflow, (Guess(matter, 1.0),), picked=True)


def articles_of(prepared: Prepared, matter: str) -> tuple[str, ...]:
    """The slugs that answer a matter."""
    if matter.startswith(ARTICLE):
        return (matter.removeprefix(ARTICLE),)
    return prepared.company.intents[matter].articles


def title_of(prepared: Prepared, matter: str, lang: str) -> str:
    """How a matter is called: the title of its intent, else of its article."""
    if not matter.startswith(ARTICLE):
        return in_language(prepared.company.intents[matter].title, lang)
    slug = matter.removeprefix(ARTICLE)
    titles = prepared.titles.get(slug)
    return in_language(titles, lang) if titles else slug


def day_of(prepared: Prepared, turn: Turn) -> date:
    """The company's own day, which decides which articles are valid."""
    return turn.at.astimezone(ZoneInfo(prepared.company.hours.timezone)).date()
