"""Django's PostgreSQL with two costs of every request taken out; see `base`."""
