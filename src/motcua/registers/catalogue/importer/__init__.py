"""The national catalogue's texts turned into drafts, with every mess named and none fatal."""

from motcua.registers.catalogue.importer.load import import_file, import_payload, read
from motcua.registers.catalogue.importer.report import ImportReport, Unread

__all__ = ["ImportReport", "Unread", "import_file", "import_payload", "read"]
