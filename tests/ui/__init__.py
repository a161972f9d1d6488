"""The furniture."""
