"""How much each token tells: the fewer articles have it, the more."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from kompas.assistant.knowledge.catalogue import Catalogue, Floats, Ints, places


def weighted(
    catalogue: Catalogue,
    having: Ints,
    gone: Sequence[int],
    counted: int,
    numbers: Mapping[str, int],
    languages: Sequence[str],
) -> Catalogue:
    """The catalogue with the weight of each token, and of the headings and questions that are made of them.

    A weight is the inverse document frequency among articles with words of the token's language. `having` says of each
    token in how many articles of the first `counted` passages it stands; those `gone` since are taken off.
    """
    size = len(numbers)
    more = np.arange(counted, len(catalogue.owner), dtype=np.int32)
    less = np.flatnonzero(np.isin(catalogue.owner[:counted], np.array(gone, np.int32))).astype(np.int32)
    now = np.concatenate([having, np.zeros(size - len(having), np.int32)])
    now = now + _having(catalogue, more, size) - _having(catalogue, less, size)
    spoken = {lang: code for code, lang in enumerate(dict.fromkeys((*languages, *map(_lang, numbers))))}
    lang_of = np.array([spoken[_lang(token)] for token in numbers], np.int32)
    total = _speaking(catalogue, lang_of, len(spoken))
    weight = _rarity(now, total[lang_of])
    weight[0] = 0
    return replace(
        catalogue,
        having=now,
        weight=weight,
        strangest=_rarity(np.zeros(len(languages), np.int32), total[: len(languages)]),
        heading_weight=_sums(weight[catalogue.heading], catalogue.heading_starts),
        asked_weight=_sums(weight[catalogue.asked], catalogue.asked_starts),
    )


def _lang(token: str) -> str:
    return token.partition(":")[0]


def _having(catalogue: Catalogue, passages: Ints, size: int) -> Ints:
    """By token, how many articles have it in these passages."""
    if len(passages) == 0:
        return np.zeros(size, np.int32)
    where, begins = places(catalogue.token_starts, passages)
    sizes = np.diff([*begins.tolist(), len(where)])
    owners = np.repeat(catalogue.owner[passages], sizes).astype(np.int64)
    once = np.unique(owners * size + catalogue.tokens[where])
    having: Ints = np.bincount(once % size, minlength=size).astype(np.int32)
    return having


def _speaking(catalogue: Catalogue, lang_of: Ints, languages: int) -> Ints:
    """By language, how many of the articles that may answer have a word of it."""
    speaks = np.zeros((len(catalogue.lang), languages), np.bool_)
    owners = np.repeat(catalogue.owner, np.diff(catalogue.token_starts))
    speaks[owners, lang_of[catalogue.tokens]] = True
    there: npt.NDArray[np.bool_] = catalogue.valid_from <= catalogue.valid_until
    speaking: Ints = speaks[there].sum(axis=0).astype(np.int32)
    return speaking


def _rarity(having: Ints, of: Ints) -> Floats:
    rarity: Floats = np.log(1 + (of - having + 0.5) / (having + 0.5)).astype(np.float32)
    return rarity


def _sums(values: Floats, starts: Ints) -> Floats:
    """The sum of each row of a flat array; no row is empty."""
    if len(starts) < 2:
        return np.zeros(0, np.float32)
    sums: Floats = np.add.reduceat(values, starts[:-1]).astype(np.float32)
    return sums
