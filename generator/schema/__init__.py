"""JSON Schemas of the YAML files, so that editors complete and check them."""
