"""Whether what a trial says rests on verified readings, whichever firm it says it of."""

from kerong.population.readings import rests_on_verified
from kerong.population.trial import Texts
from kerong.population.trial_products import with_draft
from kerong.rules.engine_1 import Plan, compile_rules
from kerong.rules.offering import SCORECARD, OfferingRules


def is_founded(texts: Texts) -> bool:
    """Both texts, what stands behind them, and every scorecard they may look at."""
    return all(
        rests_on_verified(_plan(texts, rules, cards), (rules,), texts.on)
        for rules, cards in _sides(texts)
    )


def _sides(texts: Texts) -> list[tuple[OfferingRules, tuple[OfferingRules, ...]]]:
    """Every text with the scorecards it is asked beside; what stands behind by the draft's."""
    drafted = with_draft(texts.cards, texts.new)
    sides = [(texts.new, texts.cards), *((each.rules, drafted) for each in texts.behind)]
    if texts.old is not None:
        sides.append((texts.old, texts.cards))
    return sides


def _plan(texts: Texts, rules: OfferingRules, cards: tuple[OfferingRules, ...]) -> Plan:
    beside = () if rules.kind == SCORECARD else cards
    return compile_rules([rules], beside).plan([], {}, texts.reference)
