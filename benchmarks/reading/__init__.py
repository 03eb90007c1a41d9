"""How much of an agreement comes back from paper, beside two other readers: `make bench-reading`."""
