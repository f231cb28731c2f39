"""How fast the program starts, and its template engine beside others. See README.md."""
