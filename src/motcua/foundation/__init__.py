"""Django machinery without a noun of ours: journal, jobs, files, live."""
