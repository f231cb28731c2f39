"""Workbooks sent to units, and what comes back put together again."""
