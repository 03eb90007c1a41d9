"""PDF files: pdfium's characters to lines, lines to paragraphs, ruled tables to rows."""
