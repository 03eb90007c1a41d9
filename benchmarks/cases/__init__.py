"""Measures verdicts on cases that strangers to the program wrote."""
