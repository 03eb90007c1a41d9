"""Passages weighed against requirements: a finding for each, with evidence, reason and confidence."""
