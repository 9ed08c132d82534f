"""产品超市: the list, one product, up to four side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kerong.portal.calculator.asked import Asked
from kerong.portal.products.compare import compared
from kerong.portal.products.forms import ProductFilters
from kerong.portal.products.shelf import product_on, products_on
from kerong.reference.lpr import stale_lpr
from kerong.web.clock import day_of
from kerong.web.tables import page_number


def products(request: HttpRequest) -> HttpResponse:
    """Search by name, initials or institution; filters stay in the address."""
    filters = ProductFilters(request.GET, auto_id="filter_%s")
    wanted, number = filters.wanted(), page_number(request.GET)
    rows, page = products_on(wanted, filters.order, number, on=day_of(request))
    context = {
        "filters": filters,
        "rows": rows,
        "page": page,
        "asked": Asked(),
        "stale_lpr": stale_lpr(day_of(request)),
    }
    return render(request, "portal/products/list.html", context)


def product(request: HttpRequest, code: str) -> HttpResponse:
    """Numbers, conditions, words and source of one product."""
    actor = request.actor  # type: ignore[attr-defined]
    found = product_on(code, actor=actor, on=day_of(request))
    context = {
        "product": found,
        "listing": found.listing,
        "revision": found.revision,
        "stale_lpr": stale_lpr(day_of(request)),
    }
    return render(request, "portal/products/product.html", context)


def compare(request: HttpRequest) -> HttpResponse:
    """Two to four products with the facts of the asker: who computes sees outcomes too."""
    actor = request.actor  # type: ignore[attr-defined]
    codes, asked = request.GET.getlist("with"), Asked.of(request.GET)
    found = compared(codes, asked, actor=actor, on=day_of(request))
    context = {"columns": found, "asked": asked, "stale_lpr": stale_lpr(day_of(request))}
    return render(request, "portal/products/compare.html", context)
