"""The commands beside those of `cli`, a module for each kind of work; each has `add_to`."""
