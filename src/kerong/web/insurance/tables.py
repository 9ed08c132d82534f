"""The lists of insurance: inquiries, policies, claims."""

from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kerong.web.columns import day_column, firm_column, money_column, rate_column
from kerong.web.formats import NOTHING
from kerong.web.insurance.steps import CLAIM, INQUIRY, POLICY
from kerong.web.tables import Column, Table
from kerong.web.words import said


def table_of(about: str, site: str) -> Table:
    """The table of one list at one site, each row leading to its page."""
    columns = {INQUIRY: _inquiries, POLICY: _policies, CLAIM: _claims}[about]()
    return Table(
        columns=columns,
        order="-no",
        url=lambda row: reverse(f"{site}:insurance-{about}", args=[row.no]),
    )


def _inquiries() -> tuple[Column, ...]:
    return (
        _no(_("Inquiry")),
        firm_column(),
        _said("kind", _("Kind"), "insurance_kind"),
        _loan(),
        money_column("wanted", _("Sum to insure"), "wanted_fen"),
        Column(key="answers", title=_("Quotes"), cell="answer_count", align="right"),
        day_column("answer", _("Answers wanted by"), "answer_on"),
        _said("state", _("State"), "insurance_inquiry_state"),
    )


def _policies() -> tuple[Column, ...]:
    return (
        _no(pgettext_lazy("insurance", "Policy")),
        firm_column(),
        _said("kind", _("Kind"), "insurance_kind"),
        _loan(),
        _party("bank", _("Bank")),
        _party("insurer", _("Insurer")),
        money_column("insured", _("Sum insured"), "insured_fen"),
        rate_column("cover", _("Share of the loss paid"), "cover_ppm"),
        money_column("premium", _("Premium"), "premium_fen"),
        day_column("to", _("Last day of cover"), "to_on"),
        _said("state", _("State"), "insurance_policy_state"),
    )


def _claims() -> tuple[Column, ...]:
    return (
        _no(pgettext_lazy("insurance", "Claim")),
        firm_column(),
        _loan(),
        _party("bank", _("Bank")),
        _party("insurer", _("Insurer")),
        Column(
            key="policy",
            title=pgettext_lazy("insurance", "Policy"),
            cell="policy.no",
            order_by=("policy__no",),
        ),
        money_column("principal", _("Principal"), "principal_fen"),
        money_column("payout", _("Paid by the insurer"), "payout_fen"),
        day_column("due", pgettext_lazy("insurance", "Decision due"), "due_on"),
        _said("state", _("State"), "insurance_claim_state"),
    )


def _quoted(column: Column) -> Column:
    """A dash, and no nought, where the insurer has not quoted."""
    return replace(column, cell=lambda row: column.value(row) if row.valid_until else NOTHING)


QUOTES = Table(
    columns=(
        Column(key="insurer", title=_("Insurer"), cell="insurer.name"),
        _quoted(money_column("premium", _("Premium"), "premium_fen", order=False)),
        _quoted(rate_column("rate", _("Yearly premium rate"), "rate_ppm", order=False)),
        _quoted(money_column("insured", _("Sum insured"), "insured_fen", order=False)),
        _quoted(rate_column("cover", _("Share of the loss paid"), "cover_ppm", order=False)),
        _quoted(money_column("deductible", _("Deductible"), "deductible_fen", order=False)),
        _quoted(
            Column(
                key="interest",
                title=_("Normal interest"),
                cell=lambda row: _("covered") if row.covers_interest else _("not covered"),
            )
        ),
        day_column("from", _("First day of cover"), "from_on", order=False),
        day_column("to", _("Last day of cover"), "to_on", order=False),
        _quoted(
            Column(key="waiting", title=_("Days of waiting"), cell="waiting_days", align="right")
        ),
        day_column("until", _("The quote holds until"), "valid_until", order=False),
        Column(key="product", title=_("Clauses"), cell="product"),
        Column(key="words", title=_("Special terms or reason"), cell="words"),
        Column(
            key="state",
            title=_("State"),
            cell=lambda row: said(row.state, "insurance_quote_state"),
        ),
    ),
    size=50,
    tight=True,
)


def _no(title: Any) -> Column:
    return Column(key="no", title=title, cell="no", order_by=("no",))


def _loan() -> Column:
    return Column(
        key="loan",
        title=_("Loan"),
        cell=lambda row: row.loan.no if row.loan else "—",
        order_by=("loan__no",),
    )


def _party(key: str, title: Any) -> Column:
    return Column(
        key=key,
        title=title,
        cell=lambda row: getattr(row, key).name if getattr(row, key) else "—",
        order_by=(f"{key}__name",),
    )


def _said(key: str, title: Any, vocabulary: str) -> Column:
    return Column(
        key=key,
        title=title,
        cell=lambda row: said(getattr(row, key), vocabulary),
        order_by=(key,),
    )
