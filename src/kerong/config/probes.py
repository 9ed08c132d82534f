"""What machines ask: does it live (`/healthz`), and its figures (`/metrics`)."""

import hmac
import os

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse

from kerong.config import metrics

LOOPBACK = {"127.0.0.1", "::1"}


def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, else 503; says nothing more to strangers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "unavailable"}, status=503)
    return JsonResponse({"status": "ok"})


def figures(request: HttpRequest) -> HttpResponse:
    """All figures, for the token's holder; embedded, where no token is set, for loopback."""
    if not _may_read(request):
        return HttpResponseNotFound()
    text = metrics.exposition(os.environ.get("PROMETHEUS_MULTIPROC_DIR"))
    return HttpResponse(text, content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_read(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode())
    # Behind a proxy on the same machine everyone comes from loopback: never open in production.
    return settings.METRICS_ON_LOOPBACK and request.META.get("REMOTE_ADDR") in LOOPBACK
