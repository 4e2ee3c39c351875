"""The prompt: our instructions apart from the customer's words, which go along as data, and whole passages as far as they fit."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

from kompas.assistant.domain.knowledge import Passage
from kompas.assistant.domain.model import Prompt, Wanted


def prompt(wanted: Wanted, most_tokens: int) -> Prompt:
    """At most `characters` of prompting.yaml in all. House rules are no part of it: they hold before a model is asked."""
    system, shape = _instructions(wanted.lang), _told()["shape"]
    return Prompt(system, _user(wanted.question, wanted.passages), shape, most_tokens)


def fitting(wanted: Wanted) -> Wanted | None:
    """With as many of its passages, whole and in their order, as a prompt has room for; None when the first has none."""
    told = _told()
    if len(wanted.question) > told["question_characters"] or wanted.lang not in told["languages"]:
        return None
    room = told["characters"] - len(_instructions(wanted.lang)) - len(json.dumps(told["shape"]))
    passages = wanted.passages[: told["most_passages"]]
    while passages and len(_user(wanted.question, passages)) > room:
        passages = passages[:-1]
    return replace(wanted, passages=passages) if passages else None


def _user(question: str, passages: Sequence[Passage]) -> str:
    numbered = [
        {"n": n, "title": one.article.title, "heading": one.heading, "text": one.text}
        for n, one in enumerate(passages, start=1)
    ]
    return json.dumps({"question": question, "passages": numbered}, ensure_ascii=False)


def _instructions(lang: str) -> str:
    told = _told()
    return str(told["instructions"]).replace("{language}", told["languages"][lang])


@cache
def _told() -> Mapping[str, Any]:
    text = files("kompas.assistant.answering").joinpath("prompting.yaml").read_text("utf-8")
    told: Mapping[str, Any] = YAML(typ="safe").load(text)
    return told
