"""Speed and memory, measured beside a named baseline in the same run: `make bench`."""
