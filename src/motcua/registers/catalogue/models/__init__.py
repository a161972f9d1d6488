"""Columns and promises of the catalogue, one file per thing."""

from motcua.registers.catalogue.models.content import (
    LegalBasis,
    RequiredPaper,
    ResultKind,
    TimeLimit,
)
from motcua.registers.catalogue.models.fees import ExemptionClass, FeeExemption, FeeRule
from motcua.registers.catalogue.models.law import AnnouncementDecision, Regulation
from motcua.registers.catalogue.models.procedure import (
    Field,
    Procedure,
    ProcedureCase,
    ProcedureVersion,
)
from motcua.registers.catalogue.models.process import ProcessStep

__all__ = [
    "AnnouncementDecision",
    "ExemptionClass",
    "FeeExemption",
    "FeeRule",
    "Field",
    "LegalBasis",
    "Procedure",
    "ProcedureCase",
    "ProcedureVersion",
    "ProcessStep",
    "Regulation",
    "RequiredPaper",
    "ResultKind",
    "TimeLimit",
]
