"""The graph: schema, facts, ids, merge rules, Cypher text, stores and exports."""
