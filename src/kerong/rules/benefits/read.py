"""Reads benefit and clauses of a policy; what a clause does not say, its benefit says."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kerong.rules.benefits.benefit import Benefit, Clause, OnLoan
from kerong.rules.benefits.text_classes import BenefitText, ClauseText
from kerong.rules.declarations import require_few
from kerong.rules.document import Place
from kerong.rules.errors import ListingNumbersFault
from kerong.rules.listings import read_listing_numbers
from kerong.rules.offering import OfferingRules
from kerong.rules.reasons import Unreadable
from kerong.rules.values import read_value
from kerong.rules.vocabulary import MONEY
from kerong.rules.words_text import WordsText

MOST_CLAUSES = 60
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{1,39}", re.ASCII)
_MATTER = re.compile(r"[a-z][a-z0-9-]{1,59}", re.ASCII)
_SAID_BY_CLAUSE = ("computed_on", "period", "topic", "class_", "form", "matter", "level")


def read_benefit(text: BenefitText) -> Benefit:
    """The benefit of the whole pack; raises RuleTextFault."""
    _require_matter(text.matter, text.place.below("matter"))
    loan = text.on_loan
    return Benefit(
        class_=text.class_,
        form=text.form,
        computed_on=text.computed_on,
        period=text.period,
        topic=text.topic,
        level=text.level,
        issuer=_words(text.issuer),
        region=_words(text.region),
        matter=text.matter,
        stacking=text.stacking,
        joint_cap_fen=_money(text.joint_cap, text.place.below("joint_cap")),
        mode=text.mode,
        document_no=text.document_no or "",
        window=_words(text.window) if text.window else None,
        exclusive_with=tuple(text.exclusive_with or ()),
        on_loan=None
        if loan is None
        else OnLoan(
            formula=loan.formula,
            day_count=loan.day_count,
            securities=tuple(loan.securities or ()),
            any_product=loan.any_product,
            has_rate=loan.rate is not None,
            eases=loan.eases,
        ),
    )


def read_clauses(
    written: Mapping[str, ClauseText], place: Place, rules: OfferingRules
) -> tuple[Clause, ...]:
    """Clauses in the order written; without any the policy itself is its one clause."""
    require_few(len(written), MOST_CLAUSES, place)
    if not written:
        return (_the_policy_itself(rules, place),)
    return tuple(_clause(code, text, rules) for code, text in written.items())


def _clause(code: str, text: ClauseText, rules: OfferingRules) -> Clause:
    if not _CODE.fullmatch(code):
        text.place.refuse("text.name", name=code[:60])
    said: dict[str, Any] = {
        name: getattr(text, name) for name in _SAID_BY_CLAUSE if getattr(text, name) is not None
    }
    if text.matter is not None:
        _require_matter(text.matter, text.place.below("matter"))
    said |= {n: _words(w) for n, w in (("issuer", text.issuer), ("region", text.region)) if w}
    assert rules.benefit is not None
    numbers = {name: raw.value for name, raw in text.numbers.items()}
    return Clause(
        code=code,
        title=_words(text.title),
        clause=text.clause or rules.basis.document,
        words=_words(text.words) if text.words else None,
        formula=text.formula or _formula_of(rules),
        rate_words=text.rate or "",
        source=text.source or rules.basis.source,
        verified=rules.basis.verified if text.verified is None else text.verified,
        benefit=replace(rules.benefit, **said),
        values=_values(rules, numbers, text.place.below("numbers")),
    )


def _the_policy_itself(rules: OfferingRules, place: Place) -> Clause:
    assert rules.benefit is not None
    return Clause(
        code=rules.key,
        title=(rules.title.zh, rules.title.en),
        clause=rules.basis.document,
        words=(rules.summary.zh, rules.summary.en) if rules.summary else None,
        formula=_formula_of(rules),
        rate_words="",
        source=rules.basis.source,
        verified=rules.basis.verified,
        benefit=rules.benefit,
        values=_values(rules, {}, place),
    )


def _formula_of(rules: OfferingRules) -> str:
    amount, rate = rules.offer.limit, rules.offer.rate
    return amount.text if amount else rate.text if rate else ""


def _values(rules: OfferingRules, numbers: Mapping[str, Any], place: Place) -> dict[str, Any]:
    try:
        return dict(read_listing_numbers(rules, numbers))
    except ListingNumbersFault as fault:
        first = fault.facts["errors"][0]
        place.below(first["field"]).refuse("clause.number", zh=first["zh"], en=first["en"])


def _money(written: str | None, place: Place) -> int | None:
    if written is None:
        return None
    try:
        value = read_value(MONEY, written)
    except Unreadable as why:
        place.fault(why)
    assert isinstance(value, int)
    return value


def _require_matter(name: str, place: Place) -> None:
    if not _MATTER.fullmatch(name):
        place.refuse("text.name", name=name[:60])


def _words(text: WordsText) -> tuple[str, str]:
    return text.zh, text.en
