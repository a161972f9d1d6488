"""The shipped catalogue: twenty sample procedures, the facts of others, and the law's validity."""

from motcua.registers.catalogue.seed.loading import Loaded, load_catalogue

__all__ = ["Loaded", "load_catalogue"]
