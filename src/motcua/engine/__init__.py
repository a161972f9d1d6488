"""Pure algorithms without Django: working time, process execution, pictures of pages."""
