import pytest

from kompas.assistant.domain.company import HouseRule, Then
from kompas.assistant.rules.house import HouseRules

DEATH = HouseRule("death", Then.HAND_OVER, {"nl": "…"}, {"nl": ("overleden",), "en": ("passed away",)})
ILL = HouseRule("ill", Then.HAND_OVER, {"nl": "…"}, {"nl": ("ernstig ziek",)}, ("lease",))
LEASE = HouseRule("lease", Then.DECLINE, {"nl": "…"}, {}, ("lease",))
HURT = HouseRule("hurt", Then.HAND_OVER, {"en": "…"}, {"en": ("(broke|has broken) (my|her) arm", "bsn (number)")})
RULES = HouseRules([DEATH, ILL, LEASE, HURT])


@pytest.mark.parametrize(
    ("text", "intents", "holding"),
    [
        ("Mijn vader is OVERLEDEN.", (), ["death"]),
        ("he passed, away from home", (), ["death"]),
        ("he passed right away", (), []),
        ("overledene", (), []),
        ("ernstig-zïek", ("lease",), ["ill", "lease"]),
        ("ernstig ziek", (), []),
        ("iets anders", ("lease",), ["lease"]),
        ("she has broken her arm", (), ["hurt"]),
        ("I broke my arm", (), ["hurt"]),
        ("it broke an arm", (), []),
        ("my BSN number", (), ["hurt"]),
        ("", (), []),
    ],
)
def test_which_rules_hold(text: str, intents: tuple[str, ...], holding: list[str]) -> None:
    assert [rule.id for rule in RULES.holding(text, intents)] == holding


def test_a_rule_without_conditions_never_holds() -> None:
    assert HouseRules([HouseRule("empty", Then.DECLINE, {"nl": "…"})]).holding("wat dan ook", ("lease",)) == ()
