"""What hangs on a loan, as far as its reader may see it: guarantees, pledges, bridges, claims …"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kerong.contracts.bridges.access import bridges_seen_by
from kerong.contracts.compensation.access import claims_seen_by
from kerong.contracts.guarantees.access import guarantees_seen_by
from kerong.contracts.insurance.access import insurance_claims_seen_by, policies_seen_by
from kerong.contracts.loans.models import Loan
from kerong.contracts.pledges.access import pledges_seen_by
from kerong.contracts.subsidies.access import subsidies_seen_by
from kerong.kernel.actor import Actor
from kerong.web.subjects import address_for
from kerong.web.words import said


@dataclass(frozen=True, slots=True)
class Affair:
    """One of them: what it is called, its number and state, and where it is read."""

    title: Any
    no: str
    state: str
    url: str


def affairs_of(actor: Actor, loan: Loan) -> list[Affair]:
    """Seven queries; in the order in which they usually come about."""
    return [
        Affair(title, no, said(state, f"{kind}_state"), url)
        for kind, title, rows in _seen(actor, loan)
        for no, state in rows.order_by("pk").values_list("no", "state")
        if (url := address_for(actor, f"{kind}:{no}"))
    ]


def _seen(actor: Actor, loan: Loan) -> Iterator[tuple[str, Any, QuerySet[Any]]]:
    on_it = Q(loan=loan)
    yield "guarantee", _("Guarantee"), guarantees_seen_by(actor).filter(on_it)
    yield "pledge", _("IP pledge"), pledges_seen_by(actor).filter(on_it)
    yield "bridge", _("Bridge"), bridges_seen_by(actor).filter(on_it | Q(new_loan=loan))
    yield "insurance_policy", _("Insurance"), policies_seen_by(actor).filter(on_it)
    insured = insurance_claims_seen_by(actor).filter(on_it)
    yield "insurance_claim", _("Insurance claim"), insured
    yield "claim", _("Claim"), claims_seen_by(actor).filter(on_it)
    yield "subsidy", _("Subsidy"), subsidies_seen_by(actor).filter(on_it)
