"""Importing products: every row of an institution's file becomes a draft listing, or none does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from kerong.catalogue.access import DRAFT_LISTING
from kerong.catalogue.draft_listing import keep_draft, new_listing
from kerong.catalogue.errors import (
    ListingAbsent,
    ListingRetired,
    ListingTextFault,
    WrongListingState,
)
from kerong.catalogue.forms import ListingForm, fill_revision
from kerong.catalogue.listing_files import Packs, add_numbers_fault, add_text_fault, form_of
from kerong.catalogue.models import Listing, ListingRevision, Revision
from kerong.catalogue.revisions import rules_of
from kerong.catalogue.submit_listing import submit_listing
from kerong.evidence.imports.cells import CellRefused
from kerong.evidence.imports.columns import Faults, Layout, lay_out, named_cells
from kerong.evidence.imports.read import read_file
from kerong.evidence.imports.report import FileRefused, ImportReport, RowFault, refusal
from kerong.evidence.imports.row_reader import without_repeats
from kerong.kernel.actor import Actor
from kerong.kernel.errors import Fault
from kerong.parties.models import Institution
from kerong.rules.errors import ListingNumbersFault
from kerong.rules.offering import OfferingRules
from kerong.trail.record import record

MOST_ROWS = 40  # one transaction writes them all, and none may last over 200 ms
_STATE = ListingRevision.State


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent; `submit` hands every product of it to the approvers at once."""

    name: str
    content: bytes
    submit: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class _Held:
    listing: Listing
    state: str
    digest: str


@dataclass(frozen=True, slots=True)
class _Row:
    row_no: int
    pack: Revision
    form: ListingForm
    digest: str
    held: _Held | None

    @property
    def key(self) -> tuple[Any, ...]:
        if self.held is not None:
            return ("listing", self.held.listing.pk)
        return (self.pack.offering_id, self.form.name)

    @property
    def said(self) -> str:
        return self.digest

    def is_news(self, submit: bool) -> bool:
        if self.held is None or self.held.digest != self.digest:
            return True
        return submit and self.held.state == _STATE.DRAFT


def import_listings(*, actor: Actor, upload: Upload, at: datetime) -> ImportReport:
    """Draft, and with `submit` submit, the products of a CSV, XLSX or JSON file.

    A row speaks of the product with its `code`, else of the institution's product of that pack
    with that name, else of a new one. A row that says what the newest revision says changes
    nothing. Faults of the file are in the report; raises Forbidden for the wrong role.
    """
    DRAFT_LISTING.require(actor)
    faults = Faults()
    try:
        table = read_file(upload.name, upload.content)
    except FileRefused as refused:
        return refusal(refused.faults, dry_run=upload.dry_run)
    rows: list[_Row] = []
    packs = Packs.on(localdate(at))
    if len(table.rows) > MOST_ROWS:
        faults.add(RowFault("file.rows", facts={"limit": MOST_ROWS}))
    elif layout := lay_out(table, packs.columns, faults):
        checker = _Checker(layout, packs, _held_by(actor), faults)
        named = list(named_cells(layout, packs.columns, faults))
        made = [checker.row(row.no, cells) for row, cells in named]
        rows = without_repeats([row for row in made if row is not None], faults)
    if not table.rows and not faults.count:
        faults.add(RowFault("file.no_rows"))
    news = [row for row in rows if row.is_news(upload.submit)]
    if news and not faults.count and not upload.dry_run:
        _write(actor, upload, news, faults, at)
    if faults.count:
        return refusal(
            faults.kept, rows=len(table.rows), count=faults.count, dry_run=upload.dry_run
        )
    return ImportReport(
        rows=len(rows),
        written=len(news),
        unchanged=len(rows) - len(news),
        applied=bool(news) and not upload.dry_run,
        dry_run=upload.dry_run,
    )


@dataclass(frozen=True, slots=True)
class _Checker:
    """Judges one row after the other against packs and products held."""

    layout: Layout
    packs: Packs
    held: Mapping[str, _Held]
    faults: Faults

    def row(self, row_no: int, cells: Mapping[str, str]) -> _Row | None:
        pack = self._at(row_no, "offering", lambda: self.packs.of(cells["offering"]))
        if pack is None:
            return None
        rules = rules_of(pack)
        form = self._at(row_no, "", lambda: form_of(cells, rules))
        held = self._at(row_no, "code" if cells["code"] else "name", lambda: self._known(cells))
        digest = self._digest(row_no, form, rules) if form is not None else None
        if form is None or digest is None or held is None:
            return None
        found = held[0]
        if found is not None and found.state == _STATE.SUBMITTED and found.digest != digest:
            self.faults.add(self.layout.said(row_no, "name", _waiting(found.listing.code)))
            return None
        return _Row(row_no, pack, form, digest, found)

    def _at(self, row_no: int, column: str, read: Callable[[], Any]) -> Any:
        try:
            return read()
        except CellRefused as refusal:
            place = column or str(refusal.facts.pop("column"))
            self.faults.add(self.layout.fault(row_no, place, refusal.code, **refusal.facts))
        except Fault as fault:
            self.faults.add(self.layout.said(row_no, column, fault))
        return None

    def _known(self, cells: Mapping[str, str]) -> tuple[_Held | None]:
        """The product the row speaks of, in a tuple; raises for a code that is not there."""
        if not cells["code"]:
            return (self.held.get(f"{cells['offering']}:{cells['name']}"),)
        found = self.held.get(cells["code"])
        if found is None or found.listing.offering.code != cells["offering"]:
            raise ListingAbsent(code=cells["code"][:40])
        if found.listing.state == Listing.State.RETIRED:
            raise ListingRetired(code=found.listing.code)
        return (found,)

    def _digest(self, row_no: int, form: ListingForm, rules: OfferingRules) -> str | None:
        """What the revision would be named by; faults at their cells."""
        revision = ListingRevision(listing=Listing(code="-"))
        try:
            fill_revision(revision, form, rules)
        except ListingNumbersFault as fault:
            add_numbers_fault(self.faults, self.layout, row_no, fault)
        except ListingTextFault as fault:
            add_text_fault(self.faults, self.layout, row_no, fault)
        return revision.digest or None


def _held_by(actor: Actor) -> dict[str, _Held]:
    """The institution's products by code, and those not retired by `pack:name` as well."""
    revisions = ListingRevision.objects.filter(listing__institution_id=actor.institution_id)
    newest: dict[str, _Held] = {}
    for each in revisions.select_related("listing__offering", "listing__institution").order_by(
        "no"
    ):
        newest[each.listing.code] = _Held(each.listing, each.state, each.digest)
    by_name = {
        f"{held.listing.offering.code}:{held.listing.name}": held
        for held in newest.values()
        if held.listing.state != Listing.State.RETIRED
    }
    return by_name | newest


def _waiting(code: str) -> WrongListingState:
    state = _STATE.SUBMITTED.label
    return WrongListingState(code=code, state=state, step="changed", step_zh="修改")


def _write(actor: Actor, upload: Upload, news: list[_Row], faults: Faults, at: datetime) -> None:
    """All rows in one transaction; what another hand moved meanwhile undoes the whole file."""
    pinned = sha256(upload.content).hexdigest()
    stream = f"import:listings-{pinned[:16]}"
    at_row = news[0]
    try:
        with transaction.atomic():
            owner = Institution.objects.get(pk=actor.institution_id)
            for at_row in news:
                code = _draft(actor, at_row, owner, at)
                if upload.submit:
                    submit_listing(actor=actor, code=code, at=at)
            facts = {"name": upload.name, "digest": pinned, "written": len(news)}
            record(
                stream=stream,
                kind="listings.imported",
                actor=actor,
                at=at,
                subject=stream,
                facts=facts,
            )
    except Fault as fault:
        words = (fault.say(), fault.say("en"))
        faults.add(RowFault(fault.code, at_row.row_no, words=words))


def _draft(actor: Actor, row: _Row, owner: Institution, at: datetime) -> str:
    """The code of the product the row was drafted for."""
    if row.held is not None and row.held.digest == row.digest:
        return row.held.listing.code
    pack = row.pack
    listing = row.held.listing if row.held else new_listing(pack.offering, owner, row.form.name)
    keep_draft(actor=actor, at=at, form=row.form, listing=listing, rules=rules_of(pack))
    return listing.code
