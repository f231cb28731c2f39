"""Yearly budget-performance booklets of a government body, from data to Excel and Word."""

__version__ = "0.1.0"
