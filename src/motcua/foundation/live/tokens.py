"""Tokens: the page that may be seen signs what its screen may hear."""

from django.core import signing

SALT = "motcua.live"
VALID_SECONDS = 3600


def token(channel: str) -> str:
    """A short-lived token for one channel, put into a page by a view that checked the right."""
    return signing.dumps(channel, salt=SALT)


def may_hear(channel: str, text: str) -> bool:
    """Whether the token was made for this channel, within the hour; no database is asked."""
    try:
        opened = signing.loads(text, salt=SALT, max_age=VALID_SECONDS)
    except signing.BadSignature:
        return False
    return bool(opened == channel)
