"""File formats to text: one module a format, each pure over bytes."""
