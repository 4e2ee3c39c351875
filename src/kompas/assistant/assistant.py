"""The assistant of one company: compiled once, then only read. Safe to share between threads."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from kompas.assistant import phrasing
from kompas.assistant import prepared as preparing
from kompas.assistant.answering.generative import Backed
from kompas.assistant.answering.phrases import FORMS, LANGUAGES, phrases
from kompas.assistant.answering.prompting import fitting
from kompas.assistant.answering.voice import Voice
from kompas.assistant.domain.certainty import AnswersFrom, Estimate
from kompas.assistant.domain.company import Company
from kompas.assistant.domain.conversation import Author, Said, Turn
from kompas.assistant.domain.knowledge import Article, Passage
from kompas.assistant.domain.model import ModelFault, Sentence, Wanted
from kompas.assistant.domain.reply import Reply
from kompas.assistant.domain.understanding import Question
from kompas.assistant.gather import gather, title_of
from kompas.assistant.knowledge.passages import cut
from kompas.assistant.sockets import Connector, Embedder
from kompas.assistant.stages import Stages
from kompas.assistant.turn import Taken, after_sentences, in_words_of_a_model, take_turn
from kompas.assistant.understanding import questions


class Assistant:
    """Answers for one company: `take_turn` is all there is to it; the rest tells what it is made from."""

    def __init__(self, made: preparing.Prepared) -> None:
        self.prepared = made

    @classmethod
    def from_company(
        cls, company: Company, connectors: Mapping[str, Connector], embedder: Embedder | None = None
    ) -> "Assistant":
        """Compile and train here and now: seconds of work. A server loads what `prepare` wrote."""
        from kompas.assistant.making import made  # heavy, and never in a serving process

        return cls(replace(made(company, embedder), connectors=connectors))

    @classmethod
    def load(
        cls,
        folder: Path,
        connect: preparing.Connect = lambda company: {},
        embed: preparing.Embed = preparing.no_embedder,
    ) -> "Assistant":
        """What `prepare` wrote into this folder, without training. Raises Permanent when it is not there.

        `connect` opens the systems that the company names, `embed` its embedder.
        """
        return cls(preparing.take_up(folder, connect, embed))

    def revised(self, company: Company, connectors: Mapping[str, Connector] | None = None) -> "Assistant":
        """The assistant for a company that differs from the one that was prepared, at once and without training.

        Articles, voice, rules, hours, synonyms, thresholds, workflows and the texts of intents hold as they are now. What
        is guessed stays as it was learned: a new intent is found by its examples, one that is gone is not guessed. This
        assistant stays as it is; a revised one is revised from the same preparation, not from its own revision.
        `connectors` are needed only where the company names other systems than before. The whole is made anew by `prepare`.
        """
        return Assistant(preparing.revised(self.prepared, company, connectors))

    def answering_from(self, proven: float | None) -> "Assistant":
        """The same assistant, answering from the threshold that was proven; None: nothing is."""
        return Assistant(replace(self.prepared, proven=proven))

    @property
    def proven(self) -> float | None:
        """The threshold that was proven, if one is."""
        return self.prepared.proven

    @property
    def answers_from(self) -> AnswersFrom:
        """From which certainty on it answers, and how that came about."""
        return self.prepared.answers_from

    @property
    def estimate(self) -> Estimate | None:
        """What was expected of it when it was prepared; None where there were too few examples."""
        return self.prepared.estimate

    @property
    def company(self) -> Company:
        return self.prepared.company

    @property
    def without_vector(self) -> int:
        """Passages that an embedder should have seen and has not; none where no embedder is named. Looks at all of them."""
        meaning = self.prepared.index.meaning
        return meaning.vectors.missing if meaning is not None else 0

    @property
    def voice(self) -> Voice:
        return self.prepared.voice

    @property
    def connectors(self) -> Mapping[str, Connector]:
        return self.prepared.connectors

    def take_turn(self, turn: Turn) -> Taken:
        """Understand, decide, carry out and word one turn."""
        return take_turn(self.prepared, turn)

    def questions(self, turn: Turn) -> tuple[Question, ...]:
        """The questions of a turn, with what each is taken to be about and how surely; nothing is decided."""
        return gather(self.prepared, turn, Stages()).questions

    def judge(self, wanted: Wanted, sentence: Sentence) -> Backed | tuple[str, ...]:
        """A model's sentence where it stands on what it cites, else what is wrong with it. Raises ModelFault `language`."""
        return phrasing.stands(self.prepared, wanted, sentence)

    def still_answers(self, taken: Taken, said: Sequence[Backed], withheld: int) -> bool:
        """Whether what is left of a model's answer to this turn is one, after so many sentences were withheld."""
        assert taken.wanted is not None
        return phrasing.still_answers(self.prepared, taken.facts, taken.wanted, said, withheld)

    def in_words_of_a_model(
        self, taken: Taken, said: Sequence[Backed], first: bool = True, last: bool = True
    ) -> Reply | None:
        """The turn's reply in these sentences, or the part of it that they are; None where the check refuses it."""
        return in_words_of_a_model(self.prepared, taken, said, first, last)

    def after_sentences(self, taken: Taken) -> Reply:
        """The turn's reply in quotes, for after sentences of a model: without what the voice says first, which was said."""
        return after_sentences(taken)

    def warm_up(self, at: datetime) -> None:
        """Load everything that loads on first use, so that no customer waits for it: by a turn in each language, of words
        enough to tell how they sound, and where a model is named by a sentence of one."""
        for lang in self.company.languages:
            words = _own_words(lang)
            self.take_turn(Turn((Said(Author.CUSTOMER, words, 1, lang),), at))
            if self.company.model is not None:
                self._warm_gate(words, lang)

    def _warm_gate(self, words: str, lang: str) -> None:
        """A sentence that stands on its source, so that nothing of the gate is left out."""
        wanted = Wanted(lang, words, cut(Article("", "", lang, self.company.name, words))[:1])
        fitting(wanted)
        with suppress(ModelFault):  # we have no words of our own in every language of a company
            self.judge(wanted, Sentence(words, (1,)))

    def complete(self, text: str, lang: str) -> bool:
        """Whether a message can be answered by itself, so that nobody waits for more of it."""
        return questions.complete(text, lang)

    def stems(self, text: str, lang: str) -> tuple[str, ...]:
        """The stems of the words of a text that matter, as the search sees them."""
        return self.prepared.index.analysis.tokens(text, lang)

    def passages(self, article: Article) -> tuple[Passage, ...]:
        """The pieces of an article that an answer can cite, as a customer reads them."""
        return cut(article)

    def title(self, matter: str, lang: str) -> str:
        """How a matter is named to a customer: an intent's title, else an article's."""
        return title_of(self.prepared, matter, lang)


def _own_words(lang: str) -> str:
    """A sentence that we say ourselves, which no company can shorten."""
    return phrases(lang if lang in LANGUAGES else LANGUAGES[0])["anything_else"][FORMS[0]]


def is_prepared(folder: Path) -> bool:
    """Whether `prepare` of this version of Kompas has written a company there."""
    return preparing.is_prepared(folder)


def prepare(company: Company, into: Path, embedder: Embedder | None = None) -> None:
    """Compile and train, and write the result as a folder that appears only when it is whole. Heavy: not while serving.

    Where the embedder fails, passages are found by words until it is done again.
    """
    from kompas.assistant.making import store

    store(company, into, embedder)
