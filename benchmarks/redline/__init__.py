"""Redlines of many files, checked by our own code and by LibreOffice."""
