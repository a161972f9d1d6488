"""Process mining: real event logs replayed through the product, and its journal given as a log.

Owns the reading of logs (XES, CSV), the process found in one, the replay and the export. It never
writes a table of casework: it calls acts. It refuses a log it cannot read wholly.
"""
