"""All that is known when a decision is taken: gathered first, then frozen. The stored trace is made from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kompas.assistant.domain.company import HouseRule
from kompas.assistant.domain.conversation import Turn
from kompas.assistant.domain.understanding import Question, Understanding

UPSET = "upset"  # a flag, and the ground of what is decided by it


@dataclass(frozen=True, slots=True)
class Facts:
    """`rules` are the house rules that apply; `flags` are findings of the inbound checks; `ms` is the time per stage.

    `expected`: the words give what the workflow under way waits for; `leaves`: they give it up. `none_of_these`: none of
    the matters that were offered is meant. `off_topic_below` and `near_share` come from the data of the certainty.
    """

    turn: Turn
    understanding: Understanding
    questions: tuple[Question, ...]
    rules: tuple[HouseRule, ...] = ()
    flags: tuple[str, ...] = ()
    company_version: str = ""
    answer_from: float = 0.6
    ask_back_from: float = 0.3
    off_topic_below: float = 0.05
    near_share: float = 0.25
    expected: bool = False
    leaves: bool = False
    none_of_these: bool = False
    ms: Mapping[str, float] = field(default_factory=dict)
