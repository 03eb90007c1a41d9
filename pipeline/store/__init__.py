"""What earlier runs read and judged, kept on disk by content digest and edition."""
