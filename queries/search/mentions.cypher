// The passages that mention names that were found: where the evidence of each stands.
MATCH (n)
WHERE n.id IN $ids AND n.hash IS NOT NULL AND n.confidence >= $min_confidence
UNWIND range(0, size(n.evidence) - 1) AS place
WITH n.id AS name, n.passages[place] AS id, n.evidence[place] AS span
MATCH (p:Passage {id: id})
WHERE size($documents) = 0 OR any(d IN p.documents WHERE d IN $documents)
RETURN p.id AS id, p.file AS file, p.start AS start, name AS name, span AS span
