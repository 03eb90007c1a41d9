"""Pictures of pages to words with boxes, by the program Tesseract where it is installed."""
