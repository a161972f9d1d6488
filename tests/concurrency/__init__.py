"""Many at once, in real transactions: what must be whole stays whole."""
