"""Changes of a booklet's data put into its files: YAML keeps its comments and order, Excel its formats."""
