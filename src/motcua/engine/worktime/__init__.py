"""Working-time arithmetic: a limit, a calendar and events in, a due instant and its reasons out."""
