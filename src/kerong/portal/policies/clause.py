"""One clause as its page shows it: what it says, and how the firm at the page stands to it."""

from datetime import date
from typing import Any

from django.utils.translation import get_language

from kerong.cases.applications.reads import clauses_handled
from kerong.catalogue.matching import calculate_clause
from kerong.catalogue.policies.cards import ClauseCard
from kerong.catalogue.policies.clause_formula import clause_formula
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.portal.calculator.compute import names_in
from kerong.portal.calculator.firms import firm_asked
from kerong.portal.policies.in_hand import in_hand_by
from kerong.portal.policies.mine import CHIP_OF, PolicyCard
from kerong.portal.policies.shown import ClauseShown, record_shown
from kerong.web.formats import is_english


def clause_page(card: ClauseCard, *, in_force: bool, actor: Actor, on: date) -> dict[str, Any]:
    """The context of the page; who acts for a firm sees the firm's own outcome."""
    shown = ClauseShown(card)
    context: dict[str, Any] = {"clause": shown, "in_force": in_force, "reasons": [], "own": None}
    context["record"] = record_shown(card)
    context["formula"] = clause_formula(card, on=on, english=is_english())
    if not in_force:
        return context
    seen = firm_asked(actor, "", on=on)
    language = get_language() or "zh-hans"
    entry = calculate_clause(
        facts=seen.facts, on=on, code=card.code, actor=actor, language=language
    )
    found = PolicyCard(
        result=entry,
        chip=CHIP_OF[entry["standing"]],
        shelf=None,
        names=names_in([entry]),
        clause=shown,
        in_hand=in_hand_by(actor, on)(card),
    )
    own = found if actor.role in roles.FIRM else None
    applies = card.code in clauses_handled()
    return context | {"reasons": found.reasons, "own": own, "entry": entry, "applies": applies}
