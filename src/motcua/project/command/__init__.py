"""The `motcua` command: one module per verb, each a few lines over the rooms."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from django.core.exceptions import ImproperlyConfigured

from motcua.project.embedded import CannotStart, NoOwner
from motcua.project.refusal import Refused

VERBS = (
    "run",
    "init",
    "migrate",
    "web",
    "live",
    "worker",
    "demo",
    "pki",
    "replay",
    "export_log",
    "check",
    "journal",
    "figures",
    "catalogue",
    "clock",
    "backup",
    "restore",
    "config",
    "django",
)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command; each verb's module adds its own part."""
    whole = argparse.ArgumentParser(prog="motcua", description="One door, one promise, one clock.")
    verbs = whole.add_subparsers(title="verbs", metavar="VERB", required=True)
    for name in VERBS:
        module = import_module(f"motcua.project.command.{name}")
        sentence = (module.__doc__ or "").splitlines()[0]
        part = verbs.add_parser(name.replace("_", "-"), help=sentence, description=sentence)
        module.arguments(part)
        part.set_defaults(act=module.act)
    return whole


def main(words: Sequence[str] | None = None) -> None:
    """Run one verb and end the process: 0 well, 1 a finding, 2 refused with cause and cure."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")
    chosen = parser().parse_args(words)
    try:
        sys.exit(chosen.act(chosen) or 0)
    except (ImproperlyConfigured, CannotStart, NoOwner, Refused) as refusal:
        print(f"motcua: {refusal}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
