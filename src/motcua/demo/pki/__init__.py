"""A test authority for demo and tests: root, officers' CA, time-stamps, OCSP and CRL on loopback.

Everything it signs is worthless outside: the names say so, and its root enters no trust list but
that of a demonstration. It needs certomancer, which is installed for development only.
"""
