"""bench/RESULTS.md: one chapter for each measurement, the last one of its kind and size.

A chapter says when, on what machine, and who else used it; a new run takes the place of the old.
"""

import json
import os
import platform
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "RESULTS.md"
_HEAD = """# Benchmark results

Written by the programs of this folder, each run in the place of the last one of its kind; how they
measure stands in their own first lines. Ratios and CPU for one operation are what counts: rates and
latencies depend on who else uses the machine.
"""


def keep(title: str, text: str, on: date) -> None:
    """Put a chapter in the place of the one with the same title, else at the end."""
    said = FILE.read_text(encoding="utf-8") if FILE.exists() else ""
    found = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", said, re.M | re.S))
    found[title] = f"\n{on}, {machine()}.\n\n{text.strip()}\n\n"
    chapters = "".join(f"## {name}\n{words}" for name, words in found.items())
    FILE.write_text(f"{_HEAD}\n{chapters.rstrip()}\n", encoding="utf-8")


def listed(lines: Iterable[dict[str, Any]]) -> str:
    """Return figures as they were printed, a line each."""
    told = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    return f"```json\n{told}\n```"


def machine() -> str:
    """Describe the machine: cores, memory, processor, Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cpuinfo = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    model = re.search(r"model name\s*: (.*)", cpuinfo)
    named = model[1] if model else platform.processor() or platform.machine()
    return f"{os.cpu_count()} cores of {named}, {memory:.0f} GB, Python {platform.python_version()}"
