"""The one window to pyHanko: PAdES signatures made, kept for long, and examined."""
