"""What can be decided about signatures from values alone."""
