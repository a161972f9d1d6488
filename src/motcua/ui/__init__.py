"""Furniture: base pages, components, icons, CSS, small scripts. Knows no room."""
