"""A paper of a pledge or of a valuation, handed out to those who may see what it belongs to."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from kerong.contracts.pledges.access import paper_for
from kerong.documents.store import open_document
from kerong.web.downloads import as_attachment


def pledge_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was handed in."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    document = paper_for(actor, pk).document
    response = HttpResponse(open_document(document), content_type=document.content_type)
    as_attachment(response, document.name)
    return response
