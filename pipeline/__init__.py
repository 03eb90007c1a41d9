"""ClauseGap: read cloud service agreements and show their gaps against ISO/IEC 27017 guidance."""

__version__ = "0.1.0"
