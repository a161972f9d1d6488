"""What every door shares: login, page policies, the request key, errors in words."""
