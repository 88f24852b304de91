// The passages that hold all terms, how often each, and the stamp. A term is a list of the forms in which it may stand
// (half-width, full-width); white space in the text does not count, because lines of a PDF break inside words.
MATCH (p:Passage)
WHERE p.hash IS NOT NULL AND p.text IS NOT NULL
  AND (size($documents) = 0 OR any(d IN p.documents WHERE d IN $documents))
WITH p, replace(replace(replace(replace(replace(replace(
  toLower(p.text), ' ', ''), '\n', ''), '\r', ''), '\t', ''), '　', ''), ' ', '') AS words
WHERE all(term IN $terms WHERE any(form IN term WHERE words CONTAINS form))
RETURN 'passage' AS row, p.id AS id, p.file AS file, p.start AS start, p.kind AS kind, size(words) AS length,
  [term IN $terms | reduce(found = 0, form IN term | found + size(split(words, form)) - 1)] AS hits,
  any(form IN $phrase WHERE words CONTAINS form) AS together,
  size([term IN $terms WHERE any(form IN term WHERE toLower(p.path) CONTAINS form)]) AS titled
UNION ALL
MATCH (s:DeltatrunkStore {id: 'store'})
RETURN 'stamp' AS row, null AS id, toString(s.at) AS file, s.begun AS start, null AS kind, null AS length,
  null AS hits, null AS together, null AS titled
