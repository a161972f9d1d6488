"""Channels: their names, what travels on them, and how events look on the wire."""

import re

# Names like `unit.14.worklist` or `dossier.4711`.
CHANNEL = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
MAX_CHANNEL = 100

READY = b": ready\n\n"
KEEP_ALIVE = b": still here\n\n"
REFETCH = b"event: refetch\ndata:\n\n"


def is_channel(name: str) -> bool:
    """Whether the name is well formed."""
    return len(name) <= MAX_CHANNEL and bool(CHANNEL.fullmatch(name))


def payload(channel: str, ident: str) -> str:
    """What NOTIFY carries: the channel and an id, never data."""
    if not is_channel(channel) or not is_channel(ident):
        raise ValueError(f"neither a channel nor an id: {channel!r} {ident!r}")
    return f"{channel} {ident}"


def parse(payload: str) -> tuple[str, bytes]:
    """Channel and wire event of a payload."""
    channel, _, ident = payload.partition(" ")
    return channel, f"data: {ident}\n\n".encode()
