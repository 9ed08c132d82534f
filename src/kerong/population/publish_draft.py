"""Publishing a draft somebody else tried: the sheet is cited, the pack freezes as a revision."""

from datetime import date, datetime

from django.utils.timezone import localtime

from kerong.catalogue.models import Revision
from kerong.catalogue.publish_pack import Cited, Published, publish_pack
from kerong.kernel.actor import Actor
from kerong.population.access import PUBLISH_DRAFT, sheet_for
from kerong.population.drafts import in_force, unpacked
from kerong.population.errors import SheetNotFound, SheetOutdated, SheetUnfinished
from kerong.population.models import WhatIfSheet


def publish_draft(*, actor: Actor, run_no: str, at: datetime) -> Published:
    """Publish the draft of a finished trial as a second person.

    Raises SheetNotFound, SheetUnfinished, SheetOutdated when the text it was held against is not
    the one in force on the day, or a newer one is published, and whatever publishing a pack
    refuses (its author, for one).
    """
    PUBLISH_DRAFT.require(actor)
    sheet = sheet_for(actor, run_no)
    cited = cited_sheet(sheet, at=at)
    with unpacked(sheet.draft) as folder:
        return publish_pack(actor=actor, folder=folder, at=at, sheet=cited)


def cited_sheet(sheet: WhatIfSheet, *, at: datetime) -> Cited:
    """The sheet as publishing at `at` wants it: digest, the draft it is about, who made it."""
    if not sheet.digest:
        raise SheetUnfinished()
    key, day = sheet.draft.key, localtime(at).date()
    if any(_digest(held) != sheet.against for held in (in_force(key, day), _newest(key, day))):
        raise SheetOutdated()
    return Cited(digest=sheet.digest, draft_digest=sheet.draft.digest, author_id=sheet.author_id)


def _newest(key: str, on: date) -> Revision | None:
    """The last one published, whenever it opens; None when it is over by the day."""
    newest = Revision.objects.filter(offering__code=key).order_by("-no").first()
    if newest is None or newest.in_force_until is None or on <= newest.in_force_until:
        return newest
    return None


def _digest(held: Revision | None) -> str:
    return held.digest if held else ""


def sheet_cited(digest: str, *, at: datetime) -> Cited:
    """A finished sheet by its digest, as a command line names it; raises SheetNotFound."""
    sheets = WhatIfSheet.objects.select_related("draft", "run")
    sheet = sheets.filter(digest=digest).exclude(digest="").order_by("pk").first()
    if sheet is None:
        raise SheetNotFound(no=digest[:12])
    return cited_sheet(sheet, at=at)
