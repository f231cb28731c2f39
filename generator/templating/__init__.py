"""What helps those who make templates: check, fields, preview, a copy to start from."""
