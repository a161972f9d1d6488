"""Settings, urls and the motcua command."""
