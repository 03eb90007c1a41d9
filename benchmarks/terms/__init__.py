"""Measures the values found in an annotated corpus against those its readers noted."""
