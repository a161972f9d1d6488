"""motcua: one door. The information system with which a province settles procedures."""

__version__ = "0.1.0"
