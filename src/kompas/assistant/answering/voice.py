"""The voice: how the assistant says what it says of itself, in the company's words where it chose its own."""

from collections.abc import Mapping, Sequence

from kompas.assistant.answering.phrases import FORMS, LANGUAGES, filled, phrases, placeholders
from kompas.assistant.domain.company import Voice as CompanyVoice
from kompas.assistant.domain.errors import Permanent
from kompas.assistant.domain.reply import Spoken


class Voice:
    """The phrases in the company's form of address and with its own wording; safe to share between threads."""

    def __init__(self, company_voice: CompanyVoice, company_name: str, languages: Sequence[str]) -> None:
        """Raises Permanent when the company words a phrase that does not exist, or one with a place never filled."""
        form = company_voice.address_form
        if form not in FORMS:
            raise Permanent(f"The address form '{form}' does not exist.", "Use u or je in voice.yaml.")
        self._company = company_name
        self._fallback = next((lang for lang in languages if lang in LANGUAGES), LANGUAGES[0])
        self._phrases = {lang: {key: said[form] for key, said in phrases(lang).items()} for lang in LANGUAGES}
        for lang, own in company_voice.phrases.items():
            self._replace(lang, own)

    def say(self, key: str, lang: str, **values: object) -> Spoken:
        """The phrase with this key, filled in; {company} is always known. In another language when `lang` has none.

        Raises Permanent for an unknown key or a missing value.
        """
        said = self._phrases.get(lang) or self._phrases[self._fallback]
        if key not in said:
            raise Permanent(f"There is no phrase '{key}'.", "Use a key of the phrase files.")
        try:
            return Spoken(filled(said[key], {"company": self._company, **values}))
        except KeyError as missing:
            raise Permanent(f"The phrase '{key}' misses {missing}.", "Pass the value to say().") from missing

    def has(self, key: str) -> bool:
        """Whether there is a phrase with this key."""
        return key in self._phrases[self._fallback]

    def doubt(self, titles: Sequence[str], lang: str) -> Spoken:
        """Asks which of these matters is meant: "Gaat het over A of over B?"."""
        between, last = self.say("doubt_between", lang), self.say("doubt_last", lang)
        options = last.join(filter(None, (between.join(titles[:-1]), titles[-1])))
        return self.say("doubt", lang, options=options)

    def handing_over(self, code: str, lang: str) -> Spoken:
        """What is said when a person takes over for this reason."""
        key = f"handing_over.{code}"
        return self.say(key if self.has(key) else code if code == "crisis" else "handing_over.house_rule", lang)

    def language_note(self, written: str, lang: str) -> Spoken:
        """Says that an answer exists only in the language `written`."""
        name = self.say(f"language.{written}", lang) if self.has(f"language.{written}") else written
        return self.say("language_note", lang, language=name)

    def own(self, text: str) -> Spoken:
        """Words from the company's own files (a house rule, a workflow, the title of an intent)."""
        return Spoken(text.replace("{company}", self._company))

    def _replace(self, lang: str, own: Mapping[str, str]) -> None:
        built_in = self._phrases.setdefault(lang, dict(self._phrases[self._fallback]))
        for key, phrase in own.items():
            if key not in built_in:
                raise Permanent(f"voice.yaml words '{key}', which is no phrase.", "Remove it or correct the key.")
            if unknown := placeholders(phrase) - placeholders(built_in[key]) - {"company"}:
                names = ", ".join(sorted(unknown))
                raise Permanent(f"voice.yaml: '{key}' has places that are never filled: {names}.", "Remove them.")
            built_in[key] = phrase
