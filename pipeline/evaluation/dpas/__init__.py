"""Labelled data processing agreements: which mandatory requirements one satisfies, judged and measured."""
