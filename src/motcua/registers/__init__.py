"""What is true before anyone applies."""
