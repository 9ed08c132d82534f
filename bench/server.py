"""Server time and query count of the pages that decide, with 300 and with 30,000 firms.

Each size has a fresh database and a process of its own; the pages are asked in process, so what
is measured is ours: session, policy, queries, template. The same number of queries is a condition,
the times are printed beside each other.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

SIZES = (300, 30_000)
PAGES = (
    ("calculator", "firm-owner", "/calculator/"),
    ("what-if", "firm-owner", "/calculator/?f.invention_patents=6"),
    ("supermarket", "firm-owner", "/products/"),
    ("hall", "bank-clerk", "/workbench/"),
    ("desk", "bank-clerk", "/workbench/take-ups/"),
    ("console", "officer", "/console/"),
    ("wall", "officer", "/console/wall/"),
    ("calculations API", "", "/api/v1/calculations"),
)
ROUNDS = 15


def main() -> None:
    found = {size: _measured(size) for size in SIZES}
    small, large = (found[size] for size in SIZES)
    print(f"{'page':<18} {'queries':>16} {'milliseconds (median)':>28} {'ratio':>7}")
    for name, _, _ in PAGES:
        few, many = small[name], large[name]
        same = "same" if few["queries"] == many["queries"] else "DIFFERENT"
        print(
            f"{name:<18} {few['queries']:>4} {many['queries']:>4} {same:>6}"
            f" {few['ms']:>13.1f} {many['ms']:>13.1f} {many['ms'] / few['ms']:>8.2f}"
        )


def _measured(size: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="kerong-bench-") as folder:
        command = [sys.executable, "-m", "bench.server", str(size), folder]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def child(size: int, folder: Path) -> None:
    from bench.world import fill, median, start

    start(folder)
    from django.conf import settings
    from django.utils.timezone import now

    settings.ALLOWED_HOSTS = ["*"]
    fill(now(), size)
    found = {}
    for name, login, path in PAGES:
        ask = _asking(login, path)
        ask()
        times = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            ask()
            times.append(1000 * (time.perf_counter() - began))
        found[name] = {"queries": _queries(ask), "ms": median(times)}
    print(json.dumps(found))


def _asking(login: str, path: str) -> Any:
    from django.test import Client

    from kerong.parties.models import Person

    client = Client()
    if login:
        client.force_login(Person.objects.get(login=login))

    def ask() -> None:
        answer = (
            client.get(path)
            if login
            else client.post(path, json.dumps(_FACTS), content_type="application/json")
        )
        assert answer.status_code == 200, (path, answer.status_code)

    return ask


def _queries(ask: Any) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)


_FACTS = {
    "party": {"name": "示例"},
    "facts": {
        "operating_revenue": "38600000.00",
        "tax_paid": "1200000.00",
        "tax_credit_grade": "A",
        "is_hnte": True,
        "invention_patents": 4,
        "points": "78.5",
        "employees": 86,
    },
}

if __name__ == "__main__":
    if len(sys.argv) > 2:
        child(int(sys.argv[1]), Path(sys.argv[2]))
    else:
        main()
