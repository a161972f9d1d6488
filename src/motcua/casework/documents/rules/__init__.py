"""What the official forms say, when each may be issued, and which pack is in force on a day."""
