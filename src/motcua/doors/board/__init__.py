"""The door of managers and leaders: figures that open their rows."""
