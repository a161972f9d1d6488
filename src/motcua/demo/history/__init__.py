"""A believable past of the demo province: lives played once through the acts, then told many times.

Owns nothing but its own marker tables; refuses to write a row that no act would have written.
"""
