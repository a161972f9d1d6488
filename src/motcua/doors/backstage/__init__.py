"""Administration: people, units, catalogue, processes, audit."""
