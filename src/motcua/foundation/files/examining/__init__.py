"""What a file is, found out in isolation. Nothing here runs in the process of a page."""
