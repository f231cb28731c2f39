"""Reads back a produced workbook that people have edited, and finds what has to change in the inputs."""
