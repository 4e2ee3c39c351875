"""Intents, house rules and golden conversations: what they name must exist, and no two may say the same."""

import re
from collections.abc import Iterable

from pydantic import BaseModel

from kompas.assistant.company.articles import ReadArticle
from kompas.assistant.company.complaints import Findings, Place, one_of
from kompas.assistant.company.folder import At, Material
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
        self._once([(intent.shape.id, intent.place("id")) for intent in self.material.intents], "intent")
        for intent in self.material.intents:
            self._answers(intent, ("articles",), intent.shape.articles or ())
            workflow, known = intent.shape.workflow, self.material.named["workflows"]
            if workflow is not None and workflow not in known:
                message = f"the workflow '{workflow}' does not exist."
                self.findings.refuse(intent.place("workflow"), message, one_of(known, workflow))
            self._title(intent)

    def _title(self, intent: At[IntentShape]) -> None:
        for lang, title in intent.shape.title.root.items():
            if title.endswith(".") or re.match(r"[A-Z][a-z]", title):
                message = f"'{title}' does not read on in \"Is it about …?\"."
                remedy = "Begin with a small letter (unless it is a name) and leave out the full stop."
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
                    message = f"there are {count} examples in {lang}; from {fewest} on, recognition is reliable."
                    self.findings.warn(intent.place("examples", lang), message, "Add how people really type it.")

    def _example(self, place: Place, lang: str, example: str, seen: dict[tuple[str, str], Place]) -> None:
        if sum(sign.isalpha() for sign in example) < SHORTEST_EXAMPLE:
            self.findings.warn(place, f"'{example}' is very short.", "Write what a customer would type.")
        plain = (lang, " ".join(re.findall(r"\w+", example.casefold())))
        if plain in seen:
            first = seen[plain]
            message = f"this example stands on {first.file}:{first.line} too ({first.key})."
            self.findings.refuse(place, message, "Remove it where it fits less.")
        seen.setdefault(plain, place)

    def _rules(self) -> None:
        self._once([(rule.shape.id, rule.place("id")) for rule in self.material.rules], "rule")
        known = self.material.named["intents"]
        for rule in self.material.rules:
            for index, intent in enumerate(rule.shape.when.intents or ()):
                if intent not in known:
                    message = f"the intent '{intent}' does not exist."
                    self.findings.refuse(rule.place("when", "intents", index), message, one_of(known, intent))

    def _golden(self) -> None:
        golden = self.material.golden
        self._once([(conversation.shape.name, conversation.place("name")) for conversation in golden], "conversation")
        for conversation in golden:
            for index, turn in enumerate(conversation.shape.turns):
                self._answers(conversation, ("turns", index, "expect", "cites"), turn.expect.cites or ())
        if not golden:
            message = "there are no golden conversations."
            self.findings.warn(Place("tests"), message, "Add tests/*.yaml, so that a change cannot break what works.")

    def _answers(self, at: At[BaseModel], path: Path, slugs: Iterable[str]) -> None:
        """Slugs that are to answer customers: they exist, and customers may read them."""
        for index, slug in enumerate(slugs):
            place = at.place(*path, index)
            if slug not in self.slugs:
                self.findings.refuse(place, f"the article '{slug}' does not exist.", one_of(self.slugs, slug))
            elif slug in self.staff:
                message = f"the article '{slug}' is for staff only."
                self.findings.refuse(place, message, "Name a public article, or set its audience to public.")

    def _once(self, named: Iterable[tuple[str, Place]], what: str) -> None:
        first: dict[str, Place] = {}
        for name, place in named:
            if name in first:
                message = f"the {what} '{name}' stands on {first[name].file}:{first[name].line} too."
                self.findings.refuse(place, message, "Give each its own.")
            first.setdefault(name, place)
