"""The desk of casework in a browser's hands."""

from tests.casework.desk import desk as desk
