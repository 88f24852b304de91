"""Questions as .cypher files with a header, their reader and their runner."""
