"""A made portfolio of hundreds of suppliers with known gaps, reviewed, killed, changed and judged anew."""
