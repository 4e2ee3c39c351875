"""A turn's answer in a language model's words: which turns may be worded so, and what becomes of its sentences."""

from collections.abc import Sequence

from kompas.assistant.answering.generative import Backed, answers, backed, judged, wanted, worded
from kompas.assistant.answering.grounding import check
from kompas.assistant.answering.unsaid import refused
from kompas.assistant.domain.decision import Answer, Decision
from kompas.assistant.domain.facts import Facts
from kompas.assistant.domain.knowledge import Passage
from kompas.assistant.domain.model import ModelFault, Sentence, Wanted
from kompas.assistant.domain.reply import Draft
from kompas.assistant.prepared import Prepared

FEWEST_WORDS = 4  # of a sentence of which the language is looked at


def may_be_worded(prepared: Prepared, facts: Facts, decision: Decision, draft: Draft) -> Wanted | None:
    """What a model may word of this turn; None without a model, and for all but a plain answer from articles.

    Who is known, or is in the middle of a task, is answered without one: nothing about them may leave the house. So is
    who gives the assistant orders.
    """
    if prepared.company.model is None or not isinstance(decision, Answer):
        return None
    if not facts.turn.of_stranger or facts.flags:
        return None
    return wanted(decision, draft)


def stands(prepared: Prepared, given: Wanted, sentence: Sentence) -> Backed | tuple[str, ...]:
    """The sentence where it may be said, else why not, as codes. Raises ModelFault `language` for one in another language."""
    if unsaid := refused(sentence.text, _cited(given, sentence)):
        return unsaid
    if len(sentence.text.split()) >= FEWEST_WORDS and prepared.languages.of(sentence.text, given.lang) != given.lang:
        raise ModelFault("language")
    analysis = prepared.index.analysis
    return backed(sentence, given, analysis.tokens, analysis.tokens_of_article)


def _cited(given: Wanted, sentence: Sentence) -> str:
    passages = (given.passages[n - 1] for n in sentence.cites if 1 <= n <= len(given.passages))
    return "\n".join(line for one in passages for line in (one.article.title, one.heading, one.text))


def still_answers(prepared: Prepared, facts: Facts, given: Wanted, said: Sequence[Backed], withheld: int) -> bool:
    """Whether what is left of a model's answer is one."""
    asked = {word for question in facts.questions for found in question.found for word in found.matched}
    return answers(said, withheld, asked, given, prepared.index.analysis.tokens)


def in_other_words(
    prepared: Prepared, draft: Draft, given: Wanted, said: Sequence[Backed], first: bool, last: bool
) -> Draft | None:
    """The draft in these sentences; None where the check on the way out refuses it."""
    made = worded(draft, said, given, first, last)
    analysis = prepared.index.analysis

    def backs(text: str, sources: Sequence[Passage]) -> bool:
        return not judged(text, sources, given.lang, analysis.tokens, analysis.tokens_of_article)

    return None if check(made, given.passages, backs) else made
