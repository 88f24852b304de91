// What is shown of some passages.
UNWIND $ids AS id
MATCH (p:Passage {id: id})
OPTIONAL MATCH (p)-[m:MENTIONS]->(n)
WHERE m.confidence >= $min_confidence
RETURN p.id AS id, p.text AS text, p.path AS section, p.file AS file, p.start AS start, p.end AS end,
  p.documents AS documents, p.page AS page, p.cell AS cell, collect(n.id) AS names
