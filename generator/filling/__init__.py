"""Workbooks made for filling in: a guide, three tables that catch slips while typing, and a sheet that adds up."""
