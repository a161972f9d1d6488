"""The journal's writers."""

from motcua.foundation.journal.actions.writing import claim, record, record_read

__all__ = ["claim", "record", "record_read"]
