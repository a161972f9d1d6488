"""`python -m bench.hostile`: the hostile corpus against the intake while people use the service.

Prints one JSON line: files, wrongly let in, worst CPU seconds and memory of one examination, and
how long a public page took in peace and under attack. The corpus is that of the tests.
"""

import json
import statistics
import threading
import time
from dataclasses import dataclass, field
from typing import Any

import django

from bench import results
from bench.product import Product, running
from motcua.kit import clock

PAGE = "/procedures/"
CALM = 60
ATTACKERS = 2


@dataclass
class Attack:
    """What the examinations of a corpus came to."""

    let_in: list[str] = field(default_factory=list)
    cpu_seconds: float = 0.0
    peak_mb: float = 0.0
    contained: dict[str, int] = field(default_factory=dict)


def main() -> None:
    """Measure, print, keep."""
    django.setup()
    with running(None) as product:
        line = measure(product)
    print(json.dumps(line, ensure_ascii=False))
    results.keep("Hostile files", results.listed([line]), clock.now().date())


def measure(product: Product) -> dict[str, Any]:
    """Return the figures of one round of the corpus by each attacker."""
    from tests.foundation.files.hostile import all_hostile

    corpus = all_hostile()
    calm = [_page_ms(product) for _ in range(CALM)]
    attacks = [Attack() for _ in range(ATTACKERS)]
    threads = [threading.Thread(target=_attack, args=(corpus, attack)) for attack in attacks]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    busy = []
    while any(thread.is_alive() for thread in threads):
        busy.append(_page_ms(product))
    return {
        "files": len(corpus) * ATTACKERS,
        "seconds": round(time.monotonic() - began, 1),
        "wrongly_let_in": sorted({name for attack in attacks for name in attack.let_in}),
        "worst_cpu_seconds": round(max(attack.cpu_seconds for attack in attacks), 2),
        "worst_memory_mb": round(max(attack.peak_mb for attack in attacks)),
        "contained": _summed(attacks),
        "page_p95_ms_in_peace": _p95(calm),
        "page_p95_ms_under_attack": _p95(busy),
        "pages_under_attack": len(busy),
    }


def _attack(corpus: list[tuple[str, bytes]], attack: Attack) -> None:
    from motcua.foundation.files.actions.taking import EXAMINATION, LIMITS, look_at
    from motcua.foundation.files.rules import IntakeRule, MediaType, clean_name
    from motcua.foundation.isolation.chamber import chamber
    from motcua.foundation.isolation.rules import Contained

    paper = IntakeRule("paper", frozenset(MediaType) - {MediaType.UNKNOWN, MediaType.ZIP})
    for name, content in corpus:
        if not look_at(clean_name(name), content, paper).refusals:
            attack.let_in.append(name)
        try:
            answered = chamber(EXAMINATION, LIMITS).ask_measured(content)
        except Contained as end:
            attack.contained[end.reason] = attack.contained.get(end.reason, 0) + 1
            continue
        attack.cpu_seconds = max(attack.cpu_seconds, answered.cpu_seconds)
        attack.peak_mb = max(attack.peak_mb, answered.peak_mb)


def _page_ms(product: Product) -> float:
    began = time.perf_counter()
    answer = product.visitor().get(PAGE)
    if answer.status != 200:
        raise AssertionError(f"{PAGE}: {answer.status}")
    return (time.perf_counter() - began) * 1000


def _p95(times: list[float]) -> float:
    return round(statistics.quantiles(times, n=20)[-1], 1)


def _summed(attacks: list[Attack]) -> dict[str, int]:
    reasons = {reason for attack in attacks for reason in attack.contained}
    return {
        str(reason): sum(attack.contained.get(reason, 0) for attack in attacks)
        for reason in sorted(reasons)
    }


if __name__ == "__main__":
    main()
