"""What a firm is entitled to, how much, why not and what first: held facts with a what-if."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext

from kerong.cases.applications.reads import clauses_handled
from kerong.catalogue.matching import calculate_policies
from kerong.catalogue.policies.cards import ClauseCard
from kerong.catalogue.policies.entitled import entitled
from kerong.catalogue.policies.reads import clauses_on
from kerong.catalogue.policies.standing import ELIGIBLE, LACKS_FACTS, NEAR_MISS, NOT_ELIGIBLE
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.portal.calculator.asked import PAGE_SIZE, Asked
from kerong.portal.calculator.cards import Card, weight_of
from kerong.portal.calculator.compute import names_in
from kerong.portal.calculator.derived import derived_of
from kerong.portal.calculator.firms import firm_asked, picks_for
from kerong.portal.calculator.notes import notes_of
from kerong.portal.calculator.sheet import Group, groups_of, what_if
from kerong.portal.policies.in_hand import InHand, in_hand_by
from kerong.portal.policies.shown import ClauseShown
from kerong.web.facts import Names

CHIP_OF = {ELIGIBLE: "meets", NEAR_MISS: "near", LACKS_FACTS: "unknown", NOT_ELIGIBLE: "fails"}


@dataclass(frozen=True)
class PolicyCard(Card):
    """One clause with the firm's outcome."""

    clause: ClauseShown | None = None
    counted: bool = False
    applies: bool = False
    in_hand: InHand = field(default_factory=InHand)


@dataclass(frozen=True)
class PolicyAnswers:
    """One page of clauses that have the standing asked for; without one the first not empty."""

    counts: Mapping[str, int]
    chip: str
    cards: list[PolicyCard]
    total: int
    page: int
    took_of: int

    @property
    def more(self) -> int:
        return max(0, self.total - self.page * PAGE_SIZE)

    @property
    def shown(self) -> int:
        return min(self.total, self.page * PAGE_SIZE)


def mine_page(asked: Asked, *, actor: Actor, on: date) -> dict[str, Any]:
    """The context of the whole page; its answers alone use the same."""
    seen = firm_asked(actor, asked.firm, on=on)
    laid = what_if(seen, asked.typed)
    policies = calculate_policies(
        facts=laid.facts, on=on, actor=actor, language=get_language() or "zh-hans"
    )
    clauses = clauses_on(on)
    due = entitled(policies)
    held = in_hand_by(actor, on)
    asked = asked.settled(laid.typed, firm="" if actor.role in roles.FIRM else asked.firm)
    answers = _answers(policies, asked, clauses, due.counted, held)
    groups = _asked_alone(groups_of(seen, laid, derived_of(laid.facts, on=on), weight_of(policies)))
    return {
        "asked": asked,
        "seen": seen,
        "groups": groups,
        "answers": answers,
        "due": due,
        "had_fen": sum(own.fen for code in due.counted if (own := held(clauses[code]).had)),
        "on": on,
        "typed_count": len(laid.typed),
        "notes": notes_of(groups, laid),
        "picks": [] if actor.role in roles.FIRM else picks_for(actor),
        "chips": _chips(answers.counts),
        "nothing_typed": {},
        "next_page": answers.page + 1,
    }


def _answers(
    policies: list[dict[str, Any]],
    asked: Asked,
    clauses: Mapping[str, ClauseCard],
    counted: frozenset[str],
    held: Callable[[ClauseCard], InHand],
) -> PolicyAnswers:
    names: Names = names_in(policies)
    handled = clauses_handled()
    chips = [CHIP_OF[row["standing"]] for row in policies]
    counts = {chip: chips.count(chip) for chip in CHIP_OF.values()}
    chip = asked.chip or next((name for name in counts if counts[name]), "meets")
    kept = [
        PolicyCard(
            result=row,
            chip=chip,
            shelf=None,
            names=names,
            clause=ClauseShown(clauses[code]),
            counted=code in counted,
            applies=code in handled,
            in_hand=held(clauses[code]),
        )
        for row, its in zip(policies, chips, strict=True)
        if its == chip and (code := row["listing"])
    ]
    start = (asked.page - 1) * PAGE_SIZE
    page = kept[start : start + PAGE_SIZE]
    return PolicyAnswers(counts, chip, page, len(kept), asked.page, len(policies))


def _asked_alone(groups: list[Group]) -> list[Group]:
    """Only what some clause asks, or what was tried."""
    kept = [
        replace(g, lines=[line for line in g.lines if line.weighs or line.edited]) for g in groups
    ]
    return [group for group in kept if group.lines]


def _chips(counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    return [
        ("meets", gettext("Entitled"), counts["meets"]),
        ("near", gettext("Nearly entitled"), counts["near"]),
        ("unknown", gettext("Needs facts"), counts["unknown"]),
        ("fails", gettext("Not entitled"), counts["fails"]),
    ]
