// The passages that mention names that were found.
MATCH (p:Passage)-[m:MENTIONS]->(n)
WHERE n.id IN $ids AND m.confidence >= $min_confidence
  AND (size($documents) = 0 OR any(d IN p.documents WHERE d IN $documents))
RETURN p.id AS id, p.file AS file, p.start AS start, n.id AS name, m.evidence[0] AS span
