"""Pure algorithms without Django: working time, process execution."""
