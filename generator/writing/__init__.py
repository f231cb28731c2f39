"""From plain data to the files of a booklet."""
