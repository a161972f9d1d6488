"""Look at settings, database, tools and clock; say the cause and the cure of each trouble."""

import argparse

from motcua.project import ground


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def act(_chosen: argparse.Namespace) -> int:
    """Print the findings; 1 when a grave one is not well."""
    with ground.standing():
        from motcua.project.checks import findings

        found = findings()
    for each in found:
        print(f"{'ok  ' if each.is_well else 'FAIL' if each.is_grave else 'warn'}  {each.name}")
        if not each.is_well:
            print(f"      cause: {each.cause}\n      cure:  {each.cure}")
    return 1 if any(each.is_grave and not each.is_well for each in found) else 0
