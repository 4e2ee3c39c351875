"""Intents, house rules and golden conversations: what they name must exist, and no two may say the same."""

import re
from collections.abc import Iterable

from pydantic import BaseModel

from kompas.assistant.company.articles import ReadArticle
from kompas.assistant.company.complaints import Findings, Place, one_of
from kompas.assistant.company.folder import At, Material
from kompas.assistant.company.sentences import Sentence, sentence
from kompas.assistant.company.shapes.content import IntentShape
from kompas.assistant.company.sheet import Path
from kompas.assistant.domain.knowledge import Audience

FEWEST_EXAMPLES = {0: 8, 1: 5}  # in the main language; in the others
SHORTEST_EXAMPLE = 3  # letters


class Meaning:
    """Checks all that stands on articles and intents."""

    def __init__(
        self, material: Material, articles: Iterable[ReadArticle], slugs: set[str], languages: tuple[str, ...],
        findings: Findings,
    ) -> None:  # fmt: skip
        self.material, self.findings, self.languages, self.slugs = material, findings, languages, slugs
        read = list(articles)
        self.public = {one.article.slug for one in read if one.article.audience is Audience.PUBLIC}
        self.staff = {one.article.slug for one in read} - self.public

    def check(self) -> None:
        self._intents()
        self._examples()
        self._rules()
        self._golden()

    def _intents(self) -> None:
        twice = sentence("the intent '{name}' stands on {place} too.")
        self._once([(intent.shape.id, intent.place("id")) for intent in self.material.intents], twice)
        for intent in self.material.intents:
            self._answers(intent, ("articles",), intent.shape.articles or ())
            workflow, known = intent.shape.workflow, self.material.named["workflows"]
            if workflow is not None and workflow not in known:
                message = sentence("the workflow '{name}' does not exist.", name=workflow)
                self.findings.refuse(intent.place("workflow"), message, one_of(known, workflow))
            self._title(intent)

    def _title(self, intent: At[IntentShape]) -> None:
        for lang, title in intent.shape.title.root.items():
            if title.endswith(".") or re.match(r"[A-Z][a-z]", title):
                message = sentence("'{title}' does not read on in \"Is it about …?\".", title=title)
                remedy = sentence("Begin with a small letter (unless it is a name) and leave out the full stop.")
                self.findings.warn(intent.place("title", lang), message, remedy)

    def _examples(self) -> None:
        seen: dict[tuple[str, str], Place] = {}
        for intent in self.material.intents:
            for lang, examples in intent.shape.examples.root.items():
                for index, example in enumerate(examples):
                    self._example(intent.place("examples", lang, index), lang, example, seen)
            for rank, lang in enumerate(self.languages):
                count, fewest = len(intent.shape.examples.root.get(lang, ())), FEWEST_EXAMPLES[min(rank, 1)]
                if 0 < count < fewest:
                    message = sentence(
                        "there are {count} examples in {lang}; from {fewest} on, recognition is reliable.",
                        count=count, lang=lang, fewest=fewest,
                    )  # fmt: skip
                    remedy = sentence("Add how people really type it.")
                    self.findings.warn(intent.place("examples", lang), message, remedy)

    def _example(self, place: Place, lang: str, example: str, seen: dict[tuple[str, str], Place]) -> None:
        if sum(sign.isalpha() for sign in example) < SHORTEST_EXAMPLE:
            message = sentence("'{example}' is very short.", example=example)
            self.findings.warn(place, message, sentence("Write what a customer would type."))
        plain = (lang, " ".join(re.findall(r"\w+", example.casefold())))
        if plain in seen:
            first = seen[plain]
            message = sentence("this example stands on {place} too ({key}).", place=_spot(first), key=first.key)
            self.findings.refuse(place, message, sentence("Remove it where it fits less."))
        seen.setdefault(plain, place)

    def _rules(self) -> None:
        twice = sentence("the rule '{name}' stands on {place} too.")
        self._once([(rule.shape.id, rule.place("id")) for rule in self.material.rules], twice)
        known = self.material.named["intents"]
        for rule in self.material.rules:
            for index, intent in enumerate(rule.shape.when.intents or ()):
                if intent not in known:
                    message = sentence("the intent '{name}' does not exist.", name=intent)
                    self.findings.refuse(rule.place("when", "intents", index), message, one_of(known, intent))

    def _golden(self) -> None:
        golden = self.material.golden
        twice = sentence("the conversation '{name}' stands on {place} too.")
        self._once([(conversation.shape.name, conversation.place("name")) for conversation in golden], twice)
        for conversation in golden:
            for index, turn in enumerate(conversation.shape.turns):
                self._answers(conversation, ("turns", index, "expect", "cites"), turn.expect.cites or ())
        if not golden:
            remedy = sentence("Add tests/*.yaml, so that a change cannot break what works.")
            self.findings.warn(Place("tests"), sentence("there are no golden conversations."), remedy)

    def _answers(self, at: At[BaseModel], path: Path, slugs: Iterable[str]) -> None:
        """Slugs that are to answer customers: they exist, and customers may read them."""
        for index, slug in enumerate(slugs):
            place = at.place(*path, index)
            if slug not in self.slugs:
                message = sentence("the article '{name}' does not exist.", name=slug)
                self.findings.refuse(place, message, one_of(self.slugs, slug))
            elif slug in self.staff:
                message = sentence("the article '{name}' is for staff only.", name=slug)
                remedy = sentence("Name a public article, or set its audience to public.")
                self.findings.refuse(place, message, remedy)

    def _once(self, named: Iterable[tuple[str, Place]], twice: Sentence) -> None:
        first: dict[str, Place] = {}
        for name, place in named:
            if name in first:
                message = twice.filled(name=name, place=_spot(first[name]))
                self.findings.refuse(place, message, sentence("Give each its own."))
            first.setdefault(name, place)


def _spot(place: Place) -> str:
    return f"{place.file}:{place.line}"
