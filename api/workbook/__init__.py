"""The workbook of a session, as a reviewer would have made it: one sheet for each question."""
