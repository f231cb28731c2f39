"""Changes in place to files that people own: workbooks and YAML in which all that is not changed stays byte for byte."""
