"""Figures for the operator's monitoring, in Prometheus' text form."""

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, multiprocess
from prometheus_client.registry import REGISTRY

REQUESTS = Counter("kerong_requests_total", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram(
    "kerong_request_seconds",
    "Time to answer",
    ["route"],
    buckets=(0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5),
)


def observe(method: str, route: str, status: int, seconds: float) -> None:
    """Count one request."""
    REQUESTS.labels(method, route, str(status)).inc()
    SECONDS.labels(route).observe(seconds)


def exposition(multiprocess_folder: str | None) -> bytes:
    """Return all figures of this process, or of every worker when they share a folder."""
    if not multiprocess_folder:
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry, path=multiprocess_folder)
    return generate_latest(registry)
