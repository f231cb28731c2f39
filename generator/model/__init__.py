"""The typed booklet: attribute names are English, aliases are the labels printed on the forms."""
