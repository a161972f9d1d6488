"""Pictures of paper: their quality, their upright form, their codes, what their words say.

Pure: pixels and text in, values out. A page is grey (`uint8`, height × width, 255 is white paper).
"""
