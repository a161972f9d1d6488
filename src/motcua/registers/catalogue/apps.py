"""The catalogue as Django knows it."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Procedures, versions and what they demand, cost and take."""

    name = "motcua.registers.catalogue"
    label = "catalogue"
