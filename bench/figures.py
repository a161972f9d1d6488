"""One measured run, and what is said about several of them."""

import statistics
from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """Operations of one kind by some clients for some seconds.

    `server_cpu` is the database's in seconds; `program_cpu` that of pgbench for the floor, of the
    web processes for ours; `machine_cpu` that of everybody. `latencies` are in ms.
    """

    who: str
    workload: str
    clients: int
    operations: int
    seconds: float
    latencies: list[float]
    server_cpu: float
    program_cpu: float
    machine_cpu: float
    round_trips: float

    @property
    def cpu_ms(self) -> float:
        """CPU of server and program for one operation, in ms."""
        return 1000 * (self.server_cpu + self.program_cpu) / max(self.operations, 1)

    def percentile(self, share: float) -> float:
        """Return a percentile of the latencies, in ms."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0

    def line(self) -> dict[str, object]:
        """Return the run as one JSON object."""
        return {
            "who": self.who,
            "workload": self.workload,
            "clients": self.clients,
            "operations": self.operations,
            "per_second": round(self.operations / self.seconds, 1),
            "cpu_ms": round(self.cpu_ms, 3),
            "database_cpu_ms": round(1000 * self.server_cpu / max(self.operations, 1), 3),
            "p50_ms": round(self.percentile(0.50), 1),
            "p99_ms": round(self.percentile(0.99), 1),
            "round_trips": round(self.round_trips, 1),
            "machine_cpu_s": round(self.machine_cpu, 2),
        }


def median_cpu(runs: list[Run]) -> float:
    """Return the median CPU of one operation, in ms."""
    return statistics.median(run.cpu_ms for run in runs)


def median_rate(runs: list[Run]) -> float:
    """Return the median of operations per second."""
    return statistics.median(run.operations / run.seconds for run in runs)
