"""Furniture: base pages, components, icons, CSS, small scripts. Knows no room.

Owns how things look and how a form, a table and a status are drawn; the gallery page shows each
piece once and is what the visual and accessibility tests look at. Refuses to know what a dossier
is: it is handed words, numbers and addresses as frozen values.
"""
