"""Files handed out: always as something to keep, never run in the page."""

from urllib.parse import quote

from django.http import FileResponse, HttpResponse


def as_attachment(response: HttpResponse | FileResponse, name: str) -> None:
    """Names the file in any script and forbids the browser to guess or show it."""
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
