"""From the files of a booklet to plain data with the place of every value."""
