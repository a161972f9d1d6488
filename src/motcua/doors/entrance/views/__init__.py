"""The pages of the entrance, one module per errand."""
