"""The page of a three-dimension sheet, at every site that may read it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kerong.contracts.pledges.reads import cases_of_sheet, sheet_document


def sheet_view(site: str) -> Any:
    """Points by group and indicator, made again from the facts the sheet kept."""

    def ip_sheet(request: HttpRequest, no: str) -> HttpResponse:
        actor, language = request.actor, request.LANGUAGE_CODE  # type: ignore[attr-defined]
        sheet, document = sheet_document(actor, no, language)
        context = {
            "base": f"web/{site}.html",
            "asset_url": f"{site}:ip-asset",
            "sheet": sheet,
            "asset": sheet.asset,
            "document": document,
            "cases": cases_of_sheet(actor, sheet),
        }
        return render(request, "web/pledges/sheet.html", context)

    return ip_sheet
