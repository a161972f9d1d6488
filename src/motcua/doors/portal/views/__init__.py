"""The portal's pages: each asks one question of the house and shows the answer."""
