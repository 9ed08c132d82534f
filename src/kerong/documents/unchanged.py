"""Whether a paper still says what was issued: its facts, the stored digest and the trail agree.

A check code is drawn from the digest, so a row whose facts were edited would print, and verify,
as a paper of ours.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from kerong.documents.errors import DocumentChanged
from kerong.documents.models import IssuedDocument
from kerong.kernel.canonical import digest
from kerong.kernel.references import reference
from kerong.trail.against import Saying, differing_rows

ISSUED = "document.issued"


def paper_digest(kind: str, template: int, facts: Mapping[str, Any]) -> str:
    """Of everything that settles what is printed."""
    return digest({"kind": kind, "template": template, "facts": dict(facts)})


def document_stream(document: IssuedDocument) -> str:
    return reference("document", document.no)


def issued_facts(document: IssuedDocument) -> dict[str, Any]:
    """What the trail says of a paper when it is issued."""
    return {"digest": document.digest, "topic": document.topic}


def require_facts_as_issued(document: IssuedDocument) -> None:
    """Asked before it is printed; raises DocumentChanged."""
    if not _has_its_digest(document):
        raise DocumentChanged(document=document.no)


def require_unchanged(document: IssuedDocument) -> None:
    """Asked before it is called ours, the trail too; raises DocumentChanged."""
    if next(changed_papers(document.pk), None) is not None:
        raise DocumentChanged(document=document.no)


def changed_papers(pk: int | None = None) -> Iterator[tuple[str, str]]:
    """Numbers of papers that are not what was issued, each with what differs; or that one."""
    rows = IssuedDocument.objects.all() if pk is None else IssuedDocument.objects.filter(pk=pk)
    for document, differs in differing_rows(rows, ISSUED, _as_issued):
        yield document.no, differs


def _as_issued(document: IssuedDocument) -> Saying:
    """Facts or digest edited alone no longer fit one another, and no trail says that they do."""
    said = issued_facts(document)
    if not _has_its_digest(document):
        said["digest"] = ""
    return Saying(document_stream(document), document.subject, said)


def _has_its_digest(document: IssuedDocument) -> bool:
    facts = json.loads(document.facts)
    return paper_digest(document.kind, document.template, facts) == document.digest
