"""What the calculator's templates are given: one question, one calculation, one page of answers."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from kerong.catalogue.policies.entitled import entitled
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.portal.calculator.asked import SORTS, TERMS, Asked
from kerong.portal.calculator.cards import Answers, answers_of, weight_of
from kerong.portal.calculator.compute import compute
from kerong.portal.calculator.firms import firm_asked, picks_for
from kerong.portal.calculator.notes import notes_of
from kerong.portal.calculator.sheet import groups_of, what_if
from kerong.reference.lpr import stale_lpr


def page_of(asked: Asked, *, actor: Actor, on: date, at: datetime) -> dict[str, Any]:
    """The context of the whole page; its parts use the same."""
    seen = firm_asked(actor, asked.firm, on=on)
    laid = what_if(seen, asked.typed)
    computed = compute(laid.facts, seen, actor=actor, on=on, at=at)
    asked = asked.settled(laid.typed, firm="" if actor.role in roles.FIRM else asked.firm)
    answers = answers_of(computed.document, asked, computed.shelf, computed.names)
    weight = weight_of(computed.document["results"])
    groups = groups_of(seen, laid, computed.derived, weight)
    return {
        "asked": asked,
        "seen": seen,
        "groups": groups,
        "answers": answers,
        "document": computed.document,
        "typed_count": len(laid.typed),
        "notes": notes_of(groups, laid),
        "picks": [] if actor.role in roles.FIRM else picks_for(actor),
        "stale_lpr": stale_lpr(on),
        "policies_due": entitled(computed.document["policies"]),
        **_choices(answers),
    }


def _choices(answers: Answers) -> dict[str, Any]:
    counts, kinds = answers.counts, answers.kinds
    return {
        "kinds": [
            ("loan", gettext("Loan products"), kinds["loan"]),
            ("service", gettext("Financial services"), kinds["service"]),
            ("all", gettext("All"), kinds["all"]),
        ],
        "chips": [
            ("meets", gettext("Meets"), counts["meets"]),
            ("near", gettext("One step short"), counts["near"]),
            ("unknown", gettext("Needs facts"), counts["unknown"]),
            ("fails", gettext("Does not meet"), counts["fails"]),
        ],
        "sorts": list(zip(SORTS, _sort_titles(), strict=True)),
        "terms": (0, *TERMS),
        "nothing_typed": {},
        "next_page": answers.page + 1,
    }


def _sort_titles() -> tuple[str, ...]:
    return (
        gettext("Limit, highest first"),
        gettext("Rate, lowest first"),
        gettext("All-in cost with policies, lowest first"),
        gettext("Instalment, lowest first"),
        gettext("Term, longest first"),
    )
