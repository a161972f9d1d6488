"""`config show`: every setting with its type, default, meaning and present value."""

import argparse

from motcua.project import env


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take `show`."""
    parser.add_argument("what", choices=("show",))


def act(_chosen: argparse.Namespace) -> int:
    """Print the settings; a secret shows only that it is set."""
    from django.conf import settings

    assert settings.SECRET_KEY  # noqa: S101 - loading the settings declares them
    for setting in sorted(env.DECLARED.values(), key=lambda each: each.name):
        origin = "" if setting.is_set else "  (default)"
        print(f"{setting.name} = {setting.shown}{origin}")
        print(f"    {setting.kind}; default {setting.default or 'none'}. {setting.meaning}")
    for name in env.strangers():
        print(f"{name}: nobody reads this variable; is it misspelt?")
    return 0
