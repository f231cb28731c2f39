"""The template engine: Office files with Jinja in their text, rendered as a stream. It knows nothing of budgets."""
