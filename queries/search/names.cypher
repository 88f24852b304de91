// Every name that can be found, with the stamp of the load that it is of, and how many passages carry their words.
MATCH (n)
WHERE n.hash IS NOT NULL AND n.name IS NOT NULL AND NOT (n:Section OR n:Passage OR n:Target)
RETURN 'name' AS row, n.id AS id, labels(n) AS labels, n.name AS name, n.aliases AS aliases,
  n.confidence AS confidence, size(n.evidence) AS support, n.evidence[0] AS span, n.documents AS documents,
  n.file AS file
UNION ALL
MATCH (s:DeltatrunkStore {id: 'store'})
RETURN 'stamp' AS row, null AS id, null AS labels, null AS name, null AS aliases, null AS confidence,
  s.begun AS support, toString(s.at) AS span, null AS documents, null AS file
UNION ALL
MATCH (p:Passage)
WHERE p.hash IS NOT NULL AND p.text IS NOT NULL
RETURN 'texts' AS row, null AS id, null AS labels, null AS name, null AS aliases, null AS confidence,
  count(p) AS support, null AS span, null AS documents, null AS file
