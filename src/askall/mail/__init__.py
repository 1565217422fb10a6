"""Messages as received and sent: raw bytes first, then parsing and filing to requests."""
