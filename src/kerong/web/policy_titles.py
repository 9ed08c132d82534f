"""What people call the policies, clauses and matters whose codes subsidies keep."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kerong.catalogue.policies.cards import ClauseCard
from kerong.catalogue.policies.reads import clauses_on, ended_clauses
from kerong.rules.programmes.shipped import subsidies
from kerong.web.formats import is_english
from kerong.web.tables import Table

_KINDS: Mapping[str, Callable[[], str]] = {
    "loan": lambda: _("Loan"),
    "project": lambda: _("Project"),
    "person": lambda: _("Person"),
    "firm": lambda: _("Referred firm"),
}
_ALL_LOANS = "loan-interest"


class Coded(Protocol):
    """What keeps the codes of a policy and a clause: a subsidy, a run of interest."""

    programme: str
    clause: str


class Funded(Coded, Protocol):
    """A subsidy with the budget that pays it, if one does."""

    budget: Any


@dataclass(frozen=True, slots=True)
class Named:
    """Titles of one policy and clause with the codes behind them."""

    policy: str
    policy_code: str
    clause: str
    clause_code: str


@dataclass(frozen=True)
class PolicyTitles:
    """By code, in the language of the page; a code nobody knows any more is its own title."""

    policies: Mapping[str, tuple[str, str]]
    clauses: Mapping[str, tuple[str, str]]

    def policy(self, code: str) -> str:
        return _said(self.policies, code)

    def clause(self, code: str) -> str:
        return _said(self.clauses, code)

    def matter(self, text: str) -> str:
        """ "loan:L2026-000001" as "Loan L2026-000001"; else what the matter is called."""
        kind, colon, name = text.partition(":")
        if colon and kind in _KINDS:
            return f"{_KINDS[kind]()} {name}"
        return _("Interest on all loans of the firm") if text == _ALL_LOANS else text

    def named(self, row: Coded) -> Named:
        policy, clause = row.programme, row.clause
        return Named(self.policy(policy), policy, self.clause(clause), clause)

    def told(self, row: Funded) -> Named:
        """The same for the firm: what no library knows is called as the budget that pays it."""
        named = self.named(row)
        budget = row.budget.title if row.budget else ""
        known = named.policy != named.policy_code
        policy = named.policy if known else budget or named.policy
        told = named.clause != named.clause_code
        return replace(named, policy=policy, clause=named.clause if told else policy)

    def policies_of(self, codes: str) -> list[tuple[str, str]]:
        """Title and code of each of several between blanks."""
        return [(self.policy(code), code) for code in codes.split()]


def policy_titles(on: date) -> PolicyTitles:
    """Of policies in force that day or over by then; three queries."""
    policies: dict[str, tuple[str, str]] = {
        key: (table.title.zh, table.title.en) for key, table in subsidies().items()
    }
    clauses: dict[str, tuple[str, str]] = {}
    for card in (*ended_clauses(on), *clauses_on(on).values()):
        policies[card.rules.key] = _policy(card)
        clauses[card.code] = card.clause.title
    return PolicyTitles(policies, clauses)


def _policy(card: ClauseCard) -> tuple[str, str]:
    return card.rules.title.zh, card.rules.title.en


def _said(titles: Mapping[str, tuple[str, str]], code: str) -> str:
    return titles[code][is_english()] if code in titles else code


def titled(table: Table, titles: PolicyTitles) -> Table:
    """The table with titles of policies beside their codes, which stand under "programme"."""
    return _with_policies(
        table,
        lambda row: _beside(titles.policy(row.programme), row.programme),
        lambda row: _with_code(titles.policy(row.programme), row.programme),
    )


def told(table: Table, titles: PolicyTitles) -> Table:
    """The table with titles alone, as firms read them."""

    def policy(row: Any) -> str:
        return titles.told(row).policy

    return _with_policies(table, policy, policy)


def _with_policies(
    table: Table, cell: Callable[[Any], str | SafeString], export: Callable[[Any], str]
) -> Table:
    columns = (
        replace(column, cell=cell, export=export) if column.key == "programme" else column
        for column in table.columns
    )
    return replace(table, columns=tuple(columns))


def _beside(title: str, code: str) -> str | SafeString:
    if title == code:
        return code
    return format_html('{} <small class="faint"><code>{}</code></small>', title, code)


def _with_code(title: str, code: str) -> str:
    return title if title == code else f"{title} ({code})"
