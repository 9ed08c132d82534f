"""申请材料: the firm puts a document to its draft, or answers a call for papers with it."""

from datetime import datetime

from django.db import transaction

from kerong.cases.applications.access import APPLY, application_for
from kerong.cases.applications.notes import note
from kerong.cases.applications.standing import require_state
from kerong.cases.models import ApplicationPaper
from kerong.cases.words import checked_count, checked_words
from kerong.documents.store import keep, lay_down
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor

MOST_PAPERS = 60


@retried
def attach_application_paper(
    *, actor: Actor, no: str, title: str, name: str, content: bytes, at: datetime
) -> ApplicationPaper:
    """Raises TooManyEntries and what `documents` says of type and size."""
    APPLY.require(actor)
    application = application_for(actor, no)
    require_state(application, "attach_paper")
    titled = checked_words(title, field="title", least=1, most=120)
    held = ApplicationPaper.objects.filter(application=application)
    checked_count([*held.values_list("pk"), titled], MOST_PAPERS, field="papers")
    laid = lay_down(name=name, content=content, at=at)
    with transaction.atomic():
        document = keep(laid, owner=application.reference, actor=actor)
        paper = ApplicationPaper.objects.create(
            application=application,
            title=titled,
            document=document,
            attached_by_id=actor.person_id,
            attached_at=at,
        )
        facts = {"title": titled, "document": document.pk}
        note(application, "paper_attached", actor=actor, at=at, facts=facts)
    return paper
