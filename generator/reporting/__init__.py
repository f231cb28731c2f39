"""What a check found, for people and for programs: text, Markdown, JSON, SARIF; and what an earlier one knew already."""
