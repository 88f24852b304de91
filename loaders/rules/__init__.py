"""One small module a kind of structure: each reads a document and records what it states."""
