"""Guarantees as pages of every door show them: names of programmes, terms, tables, the letter."""

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from kerong.contracts.guarantees.errors import GuaranteeNotFound
from kerong.contracts.guarantees.models import Agreement, Guarantee
from kerong.contracts.guarantees.programmes import FIRM_CLASSES, programme_words
from kerong.contracts.guarantees.reads import GuaranteePage
from kerong.documents.codes import check_code
from kerong.documents.models import IssuedDocument
from kerong.documents.render import pdf_of
from kerong.parties.names import search_form
from kerong.web import formats
from kerong.web.columns import day_column, firm_column, money_column, state_column
from kerong.web.downloads import as_attachment
from kerong.web.forms import FilterForm
from kerong.web.programme_titles import split_title
from kerong.web.tables import Column, Table, show_table, walk
from kerong.web.words import choices, said


def in_english() -> bool:
    return (get_language() or "zh-hans").startswith("en")


def programme_title(key: str) -> str:
    return programme_words(key)[in_english()]


def class_titles(codes: str) -> str:
    """ "hnte srdi" as people read it; a dash where there are none."""
    wanted = codes.split()
    named = [(zh, en)[in_english()] for code, zh, en in FIRM_CLASSES if code in wanted]
    return ", ".join(named) if in_english() else "、".join(named) or "—"


def _days(count: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", count) % {"n": count}


def _months(count: int) -> str:
    return ngettext("%(n)s month", "%(n)s months", count) % {"n": count}


def terms_shown(agreement: Agreement) -> list[dict[str, Any]]:
    """The terms of an agreement, one row each."""
    days = _("%(after)s days in arrears; paid within %(within)s days") % {
        "after": agreement.claim_after_days,
        "within": agreement.claim_within_days,
    }
    rows = (
        (_("Bank"), agreement.bank.name),
        (_("Guarantor"), agreement.guarantor.name),
        (pgettext_lazy("guarantee", "Programme"), programme_title(agreement.programme)),
        (_("Loss split"), split_title(agreement.split_key)),
        (_("Form"), said(agreement.form, "guarantee_form")),
        (_("Part covered"), formats.rate(agreement.covered_ppm)),
        (_("Part re-guaranteed"), formats.rate(agreement.reguarantee_ppm)),
        (_("Cap of one letter"), formats.money(agreement.ticket_cap_fen)),
        (_("Cap of one firm"), formats.money(agreement.firm_cap_fen)),
        (_("Fee a year"), formats.rate(agreement.fee_ppm)),
        (_("Fee is asked for"), said(agreement.fee_timing, "fee_timing")),
        (_("Claim-rate line"), formats.rate(agreement.claim_line_ppm)),
        (_("Claims"), days),
        (_("A letter is valid for"), _days(agreement.letter_days)),
        (_("Liable after maturity"), _months(agreement.tail_months)),
        (_("Firms that may enter"), class_titles(agreement.classes) or "—"),
        (
            pgettext_lazy("agreement", "In force"),
            f"{formats.day(agreement.from_on)} – {formats.day(agreement.to_on)}",
        ),
    )
    return [{"title": title, "value": value} for title, value in rows]


def guarantee_columns(*names: Any) -> tuple[Column, ...]:
    """Number, firm, the given columns, amounts, state."""
    return (
        Column(key="no", title=pgettext_lazy("number", "Guarantee"), cell="no"),
        firm_column(),
        *names,
        money_column("amount", gettext_lazy("Guaranteed at most"), "amount_fen"),
        money_column("balance", gettext_lazy("Guaranteed now"), "balance_fen"),
        money_column("liability", gettext_lazy("Liability"), "liability_fen"),
        day_column("liable", gettext_lazy("Liable until"), "liable_until"),
        state_column("guarantee_state"),
    )


def programme_column(path: str = "programme") -> Column:
    return Column(
        key="programme",
        title=pgettext_lazy("guarantee", "Programme"),
        cell=lambda row: programme_title(walk(row, path)),
    )


def agreement_columns(*more: Column) -> tuple[Column, ...]:
    """Number, both sides, programme, the given columns, state."""
    return (
        Column(key="no", title=gettext_lazy("Agreement"), cell="no"),
        party_column("bank", gettext_lazy("Bank")),
        party_column("guarantor", gettext_lazy("Guarantor")),
        programme_column(),
        *more,
        state_column("agreement_state"),
    )


def party_column(side: str, title: Any) -> Column:
    return Column(key=side, title=title, cell=f"{side}.name", order_by=(f"{side}__name",))


INVOICES = Table(
    columns=(
        Column(key="no", title=gettext_lazy("Invoice"), cell="no"),
        Column(key="kind", title=gettext_lazy("What"), cell=lambda row: said(row.kind, "fee_kind")),
        day_column("from", gettext_lazy("From"), "from_on", order=False),
        day_column("to", gettext_lazy("Until before"), "to_on", order=False),
        money_column("amount", gettext_lazy("Amount"), "amount_fen", order=False),
        day_column("due", gettext_lazy("Due"), "due_on", order=False),
        state_column("fee_state", order=False),
    ),
)
STEPS = Table(
    columns=(
        Column(key="no", title=gettext_lazy("Change"), cell="no"),
        day_column("on", gettext_lazy("Day"), "effective_on", order=False),
        money_column("principal", gettext_lazy("Principal"), "principal_fen", order=False),
        money_column("liability", gettext_lazy("Liability"), "liability_fen", order=False),
        money_column("balance", gettext_lazy("Guaranteed then"), "balance_fen", order=False),
    ),
    size=50,
)


def guarantee_context(page: GuaranteePage) -> dict[str, Any]:
    """What the page of one guarantee shows at every door."""
    return {
        "page": page,
        "guarantee": page.guarantee,
        "code": letter_code(page.guarantee),
        "changes": show_table(STEPS, page.steps, QueryDict()),
        "invoices": show_table(INVOICES, page.invoices, QueryDict()),
    }


class GuaranteesForm(FilterForm):
    """The filter of a list of guarantees."""

    find = forms.CharField(
        label=gettext_lazy("Number, firm or initials"), required=False, max_length=40
    )
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["state"]
        field.choices = [("", gettext_lazy("all")), *choices("guarantee_state")]


_FIND = ("no__icontains", "letter_no__icontains", "enterprise__find_text__contains")


def found(rows: Any, form: GuaranteesForm) -> Any:
    """The rows a filter lets through."""
    if state := form.asked("state"):
        rows = rows.filter(state=state)
    for word in str(form.asked("find") or "").split()[:6]:
        either = Q()
        for name in _FIND:
            value = search_form(word) if "find_text" in name else word
            either |= Q(**{name: value})
        rows = rows.filter(either)
    return rows


def letter_of(guarantee: Guarantee) -> IssuedDocument:
    """The letter of a guarantee the caller was allowed to see; raises GuaranteeNotFound."""
    found = IssuedDocument.objects.filter(no=guarantee.letter_no).first()
    if not guarantee.letter_no or found is None:
        raise GuaranteeNotFound(no=guarantee.no)
    return found


def letter_code(guarantee: Guarantee) -> str:
    """The check code of the letter, or nothing where none was given."""
    if not guarantee.letter_no:
        return ""
    letter = letter_of(guarantee)
    return check_code(letter.no, letter.digest, letter.issued_at)


def letter_response(request: HttpRequest, guarantee: Guarantee) -> HttpResponse:
    """The PDF, made now from what was frozen when the letter was given."""
    letter = letter_of(guarantee)
    page = request.build_absolute_uri(reverse("portal:verify"))
    response = HttpResponse(pdf_of(letter, page=page), content_type="application/pdf")
    as_attachment(response, f"{letter.no}.pdf")
    return response
