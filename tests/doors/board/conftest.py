"""Leaders in a browser's hands."""

from tests.doors.backstage.conftest import browser_type_launch_args, seat

__all__ = ["browser_type_launch_args", "seat"]
