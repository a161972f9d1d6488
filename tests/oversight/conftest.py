"""What the tests of oversight share."""

from tests.oversight.seeded import province

__all__ = ["province"]
