"""A file of enterprises: every code, name and legal form checked, every firm named once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kerong.evidence.imports.cells import CellRefused, half_width, read_credit_code, read_words
from kerong.evidence.imports.columns import Column, Faults, Layout, lay_out, named_cells
from kerong.evidence.imports.firms import chunks
from kerong.evidence.imports.report import RowFault
from kerong.evidence.imports.row_reader import without_repeats
from kerong.evidence.imports.sheet import RawTable
from kerong.kernel.errors import Fault
from kerong.parties.enlist_enterprises import ListedFirmDraft
from kerong.parties.errors import DivisionUnknown, IndustryUnknown
from kerong.parties.models import Enterprise
from kerong.parties.models.organisations import LEGAL_FORMS
from kerong.parties.register_firm import FirmDraft, drafted_firm
from kerong.parties.spellings import division_code, industry_code, organisation_name
from kerong.reference.codes import unknown_divisions, unknown_industries

COLUMNS = (
    Column("credit_code", "统一社会信用代码"),
    Column("name", "名称", longest=200),
    Column("legal_form", "主体类型", required=False, needed=False),
    Column("division_code", "所在区划", required=False, needed=False, longest=12),
    Column("industry_code", "行业代码", required=False, needed=False, longest=8),
)
_KEPT = ("name", "legal_form", "division_code", "industry_code")
_FORMS = {zh: code for code, zh in LEGAL_FORMS} | {code: code for code, _ in LEGAL_FORMS}
_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class NewFirm:
    """One checked row; `said` is what the file states, empty where it states nothing."""

    row_no: int
    draft: FirmDraft | ListedFirmDraft
    said: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str]:
        if isinstance(self.draft, FirmDraft):
            return "credit_code", self.draft.credit_code
        return self.draft.scheme, self.draft.scheme_value


def check_parties(table: RawTable, faults: Faults) -> list[NewFirm]:
    """The firms of the file that are not known yet; what cannot be taken is in `faults`.

    A known firm stays as it is: a row that says otherwise gets a warning for each such cell.
    """
    layout = lay_out(table, COLUMNS, faults)
    if layout is None:
        return []
    rows = [
        (row.no, _read(layout, row.no, c, faults))
        for row, c in named_cells(layout, COLUMNS, faults)
    ]
    _judge_codes(layout, [firm for _, firm in rows if firm is not None], faults)
    firms = without_repeats([firm for _, firm in rows if firm is not None], faults)
    known = _known(firms)
    for firm in firms:
        if firm.key in known:
            _warn(layout, firm, known[firm.key], faults)
    return [firm for firm in firms if firm.key not in known]


def _read(layout: Layout, row_no: int, cells: dict[str, str], faults: Faults) -> NewFirm | None:
    before = faults.count
    found: dict[str, Any] = {}
    for name, read in _READERS.items():
        try:
            found[name] = read(cells[name]) if cells[name] else ""
        except CellRefused as refusal:
            faults.add(layout.fault(row_no, name, refusal.code, **refusal.facts))
        except Fault as fault:
            faults.add(layout.said(row_no, name, fault))
    if faults.count != before:
        return None
    said = tuple(found[name] for name in _KEPT)
    scheme, mark, value = found.pop("credit_code").rpartition(":")
    if mark:
        found.pop("legal_form")
        return NewFirm(row_no, ListedFirmDraft(scheme=scheme, scheme_value=value, **found), said)
    draft = FirmDraft(credit_code=value, **found)
    try:
        drafted_firm(draft)
    except Fault as fault:
        faults.add(layout.said(row_no, "legal_form" if draft.legal_form else "credit_code", fault))
        return None
    return NewFirm(row_no, draft, said)


def _judge_codes(layout: Layout, firms: list[NewFirm], faults: Faults) -> None:
    """A code that no table holds is a fault of its own cell."""
    divisions = unknown_divisions(firm.draft.division_code for firm in firms)
    industries = unknown_industries(firm.draft.industry_code for firm in firms)
    for firm in firms:
        place, trade = firm.draft.division_code, firm.draft.industry_code
        if place in divisions:
            faults.add(layout.said(firm.row_no, "division_code", DivisionUnknown(text=place)))
        if trade in industries:
            faults.add(layout.said(firm.row_no, "industry_code", IndustryUnknown(text=trade)))


def _identity(text: str) -> str:
    """A checked credit code, or `scheme:value` for a firm known by a stock code."""
    scheme, mark, value = text.partition(":")
    if not mark:
        return read_credit_code(text)
    scheme, value = scheme.strip(), value.strip()
    if not scheme or not value or ":" in value or len(scheme) > 40 or len(value) > 80:
        raise CellRefused("value.code", text=text[:40])
    return f"{scheme}:{value}"


def _form(text: str) -> str:
    found = _FORMS.get(text.strip())
    if found is None:
        raise CellRefused("value.choice", text=text[:40], choices=[zh for _, zh in LEGAL_FORMS])
    return found


def _name(text: str) -> str:
    return organisation_name(read_words(text))


def _division(text: str) -> str:
    return division_code(half_width(text))


def _industry(text: str) -> str:
    return industry_code(half_width(text))


_READERS = {
    "credit_code": _identity,
    "name": _name,
    "legal_form": _form,
    "division_code": _division,
    "industry_code": _industry,
}


def _known(firms: Iterable[NewFirm]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Identity → what the platform holds, in the order of `said`."""
    keys = [firm.key for firm in firms]
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for some in chunks([value for kind, value in keys if kind == "credit_code"], _AT_ONCE):
        held = Enterprise.objects.filter(credit_code__in=some)
        for code, *rest in held.values_list("credit_code", *_KEPT):
            found["credit_code", str(code)] = tuple(rest)
    for some in chunks([value for kind, value in keys if kind != "credit_code"], _AT_ONCE):
        held = Enterprise.objects.filter(scheme_value__in=some)
        for scheme, value, *rest in held.values_list("scheme", "scheme_value", *_KEPT):
            found[scheme, value] = tuple(rest)
    return found


def _warn(layout: Layout, firm: NewFirm, held: tuple[str, ...], faults: Faults) -> None:
    for name, said, kept in zip(_KEPT, firm.said, held, strict=True):
        if said and said != kept:
            words = (
                f"该企业已在库，登记为「{kept or '（空）'}」，本次不改为「{said}」。",
                f"The firm is known with “{kept or '(empty)'}”; “{said}” is not taken over.",
            )
            place = layout.fault(firm.row_no, name, "party.kept")
            faults.warn(RowFault("party.kept", place.row, name, place.cell, words=words))
