"""Why a firm entered or left a pool, in words: kept as codes of the rule, told as its sentences."""

from datetime import date
from functools import lru_cache

from kerong.catalogue.models import Offering
from kerong.catalogue.revisions import revisions_in_force, rules_of
from kerong.cultivation.models import Membership, PoolRule
from kerong.cultivation.pool_text import read_pool
from kerong.population.models import Run
from kerong.rules.offering import CLASS, OfferingRules, Words
from kerong.rules.vocabulary import vocabulary

BY_CLASS = "class"


def entry_words(row: Membership, language: str) -> str:
    """`瞪羚企业：基期 1 亿元以上`, or the names of the facts the lines looked at."""
    return _words(row.entered_by, row.entered_in, row.entry_reason, language, stay=False)


def exit_words(row: Membership, language: str) -> str:
    """The same for leaving; nothing while the firm is in the pool."""
    if row.left_by is None or row.left_in is None:
        return ""
    return _words(row.left_by, row.left_in, row.exit_reason, language, stay=True)


def _words(rule: PoolRule, run: Run, reason: str, language: str, *, stay: bool) -> str:
    first, *rest = reason.split() or [""]
    if first == BY_CLASS and rest:
        held = _class_rules(rest[0], run.decided_on, run.rules_digest)
        if held is None:  # over by that day: its name stands, its routes say nothing of the day
            return _class_title(rest[0], language)
        return _joined(_in(held.title, language), _route(held, rest[1:], language), language)
    text = read_pool(rule.body)
    rules = (text.stay if stay else text.enter) or text.enter
    if rules is None:
        return reason
    keys = {route.key for route in rules.routes}
    codes = rest if first in keys else [first, *rest]
    glue = ", " if _is_english(language) else "、"
    names = glue.join(_name(rules, code, language) for code in codes if code)
    return _joined(_route(rules, [first], language), names, language)


@lru_cache(maxsize=128)
def _class_rules(test: str, on: date, rules_digest: str) -> OfferingRules | None:
    """The class test as a run had it: its digest names the texts in force, so this never ages.

    None where the test was over by the day.
    """
    held = (each for each in revisions_in_force(on, (CLASS,)) if each.offering.code == test)
    revision = next(held, None)
    return None if revision is None else rules_of(revision)


def _class_title(test: str, language: str) -> str:
    held = Offering.objects.filter(code=test).first()
    if held is None:
        return test
    return held.title_en if _is_english(language) else held.title_zh


def _route(rules: OfferingRules, keys: list[str], language: str) -> str:
    named = [route for route in rules.routes if route.key and route.key in keys]
    return _in(named[0].title, language) if named else ""


def _name(rules: OfferingRules, code: str, language: str) -> str:
    if code in rules.measures:
        return _in(rules.measures[code].title, language)
    if code not in vocabulary():
        return code
    fact = vocabulary().fact(code)
    return fact.en if _is_english(language) else fact.zh


def _joined(title: str, rest: str, language: str) -> str:
    return (": " if _is_english(language) else "：").join(part for part in (title, rest) if part)


def _in(words: Words, language: str) -> str:
    return words.en if _is_english(language) else words.zh


def _is_english(language: str) -> bool:
    return language.startswith("en")
