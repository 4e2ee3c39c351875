"""Texts: every language known, the main one there, and no {placeholder} that nobody fills in."""

from collections.abc import Iterable
from string import Formatter

from pydantic import BaseModel

from kompas.assistant.company.checks.walk import each
from kompas.assistant.company.complaints import Findings, Place, one_of
from kompas.assistant.company.folder import At, Material
from kompas.assistant.company.sentences import sentence
from kompas.assistant.company.shapes.values import LANGUAGES, Texts, WordLists
from kompas.assistant.company.sheet import Path

VOICE_PLACEHOLDERS = frozenset({"company"})


def check_texts(material: Material, languages: tuple[str, ...], findings: Findings) -> None:
    """Languages everywhere; placeholders everywhere but in workflows, whose own check knows what they fill in."""
    plain: list[At[BaseModel]] = [*material.rules, *material.intents, *material.connectors]
    for at in plain:
        for path, texts in each(Texts, at.shape):
            check_placeholders(at, path, texts, (), findings)
    for at in (*plain, *material.workflows):
        for path, texts in each(Texts, at.shape):
            _languages(at, path, texts.root, languages, findings)
        for path, words in each(WordLists, at.shape):
            _languages(at, path, words.root, languages, findings)
    _voice(material, findings)
    _synonyms(material, findings)


def check_placeholders(at: At[BaseModel], path: Path, texts: Texts, known: Iterable[str], findings: Findings) -> None:
    """Refuse names between braces that are not `known`, in every language of a text."""
    for lang, text in texts.root.items():
        check_braces(at.place(*path, lang), text, known, findings)


def check_braces(place: Place, text: str, known: Iterable[str], findings: Findings) -> None:
    """Refuse braces in `text` that hold anything but one of the `known` names."""
    names = set(known)
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        remedy = sentence("Write {{name}}, or {{{{ and }}}} for a brace to be shown.")
        findings.refuse(place, sentence("a brace {{ or }} stands alone."), remedy)
        return
    for _, name, form, conversion in parts:
        if name is not None and (name not in names or form or conversion):
            nothing = sentence("Nothing is filled in here: write the words themselves.")
            message = sentence("{{{name}}} is unknown.", name=name)
            findings.refuse(place, message, one_of(names, name) if names else nothing)


def _languages(
    at: At[BaseModel], path: Path, given: Iterable[str], languages: tuple[str, ...], findings: Findings
) -> None:
    there = set(given)
    for unknown in sorted(there - set(LANGUAGES)):
        _unknown_language(at.place(*path, unknown), unknown, findings)
    if languages[0] not in there:
        message = sentence("the main language ({lang}) is missing.", lang=languages[0])
        findings.refuse(at.place(*path), message, sentence("Add {key}.", key=languages[0]))
        return
    for missing in (lang for lang in languages[1:] if lang not in there):
        message = sentence("there are no words in {lang}.", lang=missing)
        findings.warn(at.place(*path), message, sentence("Add {key}.", key=missing))


def _voice(material: Material, findings: Findings) -> None:
    voice = material.voice
    if voice is None:
        return
    for lang, phrases in voice.shape.phrases.items():
        _known_language(voice, ("phrases", lang), lang, findings)
        for key, text in phrases.items():
            check_braces(voice.place("phrases", lang, key), text, VOICE_PLACEHOLDERS, findings)


def _synonyms(material: Material, findings: Findings) -> None:
    if material.synonyms is not None:
        for lang in material.synonyms.shape.root:
            _known_language(material.synonyms, (lang,), lang, findings)


def _known_language(at: At[BaseModel], path: Path, lang: str, findings: Findings) -> None:
    if lang not in LANGUAGES:
        _unknown_language(at.place(*path), lang, findings)


def _unknown_language(place: Place, lang: str, findings: Findings) -> None:
    findings.refuse(place, sentence("the language '{lang}' is unknown.", lang=lang), one_of(LANGUAGES, lang))
