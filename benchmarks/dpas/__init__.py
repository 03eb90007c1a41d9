"""Which mandatory requirements a data processing agreement satisfies, on agreements labelled by others."""
