"""What is measured, in Prometheus' form: requests by route, and the house's own gauges."""

import os
from collections.abc import Iterable

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    multiprocess,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import REGISTRY, Collector

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
_requests = Counter("motcua_requests", "Requests served", ["method", "route", "status"])
_seconds = Histogram("motcua_request_seconds", "Time to answer", ["route"], buckets=_BUCKETS)
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def served(method: str, route: str, status: int, seconds: float) -> None:
    """Count one request; routes come from the URL table, so their number is bounded."""
    _requests.labels(method if method in _METHODS else "other", route, str(status)).inc()
    _seconds.labels(route).observe(seconds)


def text(gauges: Iterable[tuple[str, str, float]]) -> bytes:
    """Return all figures of all web processes, with `gauges` (name, meaning, value)."""
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(_Present())
    registry.register(_Gauges(tuple(gauges)))
    return generate_latest(registry)


class _Present(Collector):
    """The figures of this process alone."""

    def collect(self) -> Iterable[GaugeMetricFamily]:
        return (found for found in REGISTRY.collect() if found.name.startswith("motcua_"))  # type: ignore[misc]


class _Gauges(Collector):
    def __init__(self, gauges: tuple[tuple[str, str, float], ...]) -> None:
        self.gauges = gauges

    def collect(self) -> Iterable[GaugeMetricFamily]:
        return [GaugeMetricFamily(name, meaning, value) for name, meaning, value in self.gauges]
