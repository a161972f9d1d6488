"""The grievances of the notice of 21 August 2022, one file each: what the system does about it."""
