"""A clause in words of the page: what it gives, on which base, up to what, from which document."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kerong.catalogue.models import RecordedClause
from kerong.catalogue.policies.cards import ClauseCard
from kerong.catalogue.policies.recorded import differences, recorded_of
from kerong.rules.benefits.benefit import AMOUNT, CAP, RATE
from kerong.rules.programmes.shipped import subsidies
from kerong.rules.text_classes import CODES
from kerong.rules.vocabulary import FLAG, MONEY, RATIO
from kerong.web import formats
from kerong.web.columns import money_column
from kerong.web.facts import show_value
from kerong.web.tables import Column, Table
from kerong.web.words import choices, said


@dataclass(frozen=True)
class ClauseShown:
    """What lists and pages print of a clause."""

    card: ClauseCard

    @property
    def code(self) -> str:
        return self.card.code

    @property
    def url(self) -> str:
        return reverse("portal:policy", kwargs={"code": self.code})

    @property
    def title(self) -> str:
        return self._in(self.card.clause.title)

    @property
    def policy(self) -> str:
        rules = self.card.rules
        return rules.title.en if formats.is_english() else rules.title.zh

    @property
    def document(self) -> str:
        number = self.card.clause.benefit.document_no
        return f"{self.card.rules.basis.document} {number}".strip()

    @property
    def words(self) -> str:
        return self._in(self.card.clause.words) if self.card.clause.words else ""

    @property
    def issuer(self) -> str:
        return self._in(self.card.clause.benefit.issuer)

    @property
    def region(self) -> str:
        return self._in(self.card.clause.benefit.region)

    @property
    def level(self) -> str:
        return said(self.card.clause.benefit.level, "policy_level")

    @property
    def kind(self) -> str:
        return said(self.card.clause.benefit.class_, "policy_class")

    @property
    def form(self) -> str:
        return said(self.card.clause.benefit.form, "policy_form")

    @property
    def mode(self) -> str:
        return said(self.card.clause.benefit.mode, "policy_mode")

    @property
    def topic(self) -> str:
        return said(self.card.clause.benefit.topic, "policy_topic")

    @property
    def computed_on(self) -> str:
        return said(self.card.clause.benefit.computed_on, "policy_base")

    @property
    def rate(self) -> str:
        """`50%`, or the document's own words."""
        pair = self.card.clause.rate
        return formats.share_exact(Fraction(*pair)) if pair else self.card.clause.rate_words

    @property
    def cap_fen(self) -> int | None:
        return self.card.clause.cap_fen

    @property
    def period(self) -> str:
        period = self.card.clause.benefit.period
        return said(period, "policy_period") if period else ""

    @property
    def window(self) -> str:
        window = self.card.clause.benefit.window
        return self._in(window) if window else ""

    @property
    def loan_programme(self) -> str:
        """The programme whose rows compute the amount on the loan itself."""
        on_loan = self.card.clause.benefit.on_loan
        found = subsidies().get(on_loan.formula) if on_loan else None
        return self._in((found.title.zh, found.title.en)) if found else ""

    @property
    def verified(self) -> bool:
        return self.card.verified

    @property
    def mark(self) -> str:
        return "" if self.verified else str(_("not verified"))

    @property
    def numbers(self) -> list[tuple[str, str]]:
        """Further numbers the clause fills in, by the titles its policy gives them."""
        rules, values = self.card.rules, self.card.clause.values
        return [
            (field.title.en if formats.is_english() else field.title.zh, _spoken(field, values[n]))
            for n, field in rules.fields.items()
            if n not in (AMOUNT, CAP, RATE) and values.get(n) is not None
            if field.type not in (FLAG, CODES)
        ]

    def _in(self, pair: tuple[str, str]) -> str:
        return pair[formats.is_english()]


def _spoken(field: Any, value: Any) -> str:
    if field.type == MONEY:
        return formats.money(value)
    return formats.share_exact(Fraction(*value)) if field.type == RATIO else show_value("", value)


@dataclass(frozen=True)
class RecordShown:
    """A clause as copied out of its document; `differences` are (what, recorded, computed)."""

    row: RecordedClause
    differences: list[tuple[str, str, str]]


def record_shown(card: ClauseCard) -> RecordShown | None:
    """What is on record of a clause, held against what is computed with."""
    row = recorded_of(card)
    if row is None:
        return None
    found = differences(row, card)
    return RecordShown(
        row,
        [(str(_FIELDS[each.field]), *(_said(each.field, w) for w in each[1:])) for each in found],
    )


_FIELDS = {
    "basis": pgettext_lazy("policy", "Base"),
    "rate": pgettext_lazy("policy", "Rate"),
    "cap_fen": pgettext_lazy("policy", "At most"),
    "cap_period": pgettext_lazy("policy", "Period"),
    "topic": _("Topic"),
    "year": pgettext_lazy("policy", "Year"),
    "source": _("Source"),
}
_WORDS = {"basis": "policy_base", "cap_period": "policy_period", "topic": "policy_topic"}


def _said(field: str, written: str) -> str:
    """A code in words where it is one of ours, an amount as money; else as it stands."""
    if field == "cap_fen" and written:
        return formats.money(int(written))
    known = field in _WORDS and written in dict(choices(_WORDS[field]))
    return said(written, _WORDS[field]) if known else written


RECORDED = Table(
    columns=(
        Column(key="code", title=_("Number"), cell="code"),
        Column(key="document", title=pgettext_lazy("policy", "Document"), cell="document"),
        Column(key="region", title=_("Region"), cell=lambda row: row.zone or row.region),
        Column(key="condition", title=pgettext_lazy("policy", "Condition"), cell="condition"),
        Column(key="formula", title=_("Formula"), cell="formula"),
        money_column("cap", pgettext_lazy("policy", "At most"), "cap_fen", order=False),
        Column(key="source", title=_("Source"), cell="source", spare=True),
    ),
    size=50,
)
LIBRARY = Table(
    columns=(
        Column(key="title", title=pgettext_lazy("policy", "Clause"), cell="title"),
        Column(key="code", title=_("Number"), cell="code", sort_key=lambda row: row.code),
        Column(key="document", title=pgettext_lazy("policy", "Document"), cell="document"),
        Column(key="region", title=_("Region"), cell="region", sort_key=lambda row: row.region),
        Column(key="level", title=pgettext_lazy("policy", "Level"), cell="level", spare=True),
        Column(key="kind", title=pgettext_lazy("policy", "Kind"), cell="kind"),
        Column(key="mode", title=_("How it is claimed"), cell="mode", spare=True),
        money_column("cap", pgettext_lazy("policy", "At most"), "cap_fen", order=False),
        Column(key="mark", title=pgettext_lazy("policy", "Check"), cell="mark"),
    ),
    url=lambda row: row.url,
    size=50,
)
