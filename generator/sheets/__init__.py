"""The tidy sheets of an input workbook, as the reader and the writer both see them."""
