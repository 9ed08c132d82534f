"""Publishing a draft somebody else tried: the sheet is cited, the pack freezes as a revision."""

from datetime import datetime

from kerong.catalogue.publish_pack import Cited, Published, publish_pack
from kerong.kernel.actor import Actor
from kerong.population.access import PUBLISH_DRAFT, sheet_for
from kerong.population.drafts import in_force, unpacked
from kerong.population.errors import SheetNotFound, SheetOutdated, SheetUnfinished
from kerong.population.models import WhatIfSheet


def publish_draft(*, actor: Actor, run_no: str, at: datetime) -> Published:
    """Publish the draft of a finished trial as a second person.

    Raises SheetNotFound, SheetUnfinished, SheetOutdated when the text it was held against is no
    longer the one in force, and whatever publishing a pack refuses (its author, for one).
    """
    PUBLISH_DRAFT.require(actor)
    sheet = sheet_for(actor, run_no)
    cited = cited_sheet(sheet)
    with unpacked(sheet.draft) as folder:
        return publish_pack(actor=actor, folder=folder, at=at, sheet=cited)


def cited_sheet(sheet: WhatIfSheet) -> Cited:
    """The sheet as publishing wants it: digest, the draft it is about, who made it."""
    if not sheet.digest:
        raise SheetUnfinished()
    held = in_force(sheet.draft.key, sheet.run.decided_on)
    if (held.digest if held else "") != sheet.against:
        raise SheetOutdated()
    return Cited(digest=sheet.digest, draft_digest=sheet.draft.digest, author_id=sheet.author_id)


def sheet_cited(digest: str) -> Cited:
    """A finished sheet by its digest, as a command line names it; raises SheetNotFound."""
    sheets = WhatIfSheet.objects.select_related("draft", "run")
    sheet = sheets.filter(digest=digest).exclude(digest="").order_by("pk").first()
    if sheet is None:
        raise SheetNotFound(no=digest[:12])
    return cited_sheet(sheet)
