// name: list-promotion-tasks
// title: 产业链招商（任务）
// question: 没有园区重点发展的产业链由哪些任务发展，找哪个单位？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) UNWIND [i.name] + coalesce(i.aliases, []) AS value RETURN DISTINCT value AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   wanted: 招引方向
//   kind: 依据
//   park: 承接园区或片区
//   why: 为什么合适
//   already: 已提及的企业
//   tasks: 支持它的任务
//   units: 对接单位
//   document: 文件
//   section: 章节
//   quote: {title: 原文, shows: quote}
//   span: 出处
//   confidence: 置信度
MATCH (t:Task)-[f:FOCUSES_ON]->(i:IndustryChain)
WHERE f.confidence >= $min_confidence
  AND ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
  AND NOT EXISTS { MATCH (:Park|Zone)-[o:FOCUSES_ON]->(i) WHERE o.confidence >= $min_confidence }
WITH t, f, i,
  COLLECT {
    MATCH (u)-[q:RESPONSIBLE_FOR]->(t)
    WHERE q.confidence >= $min_confidence
    RETURN u.name AS x ORDER BY q.order, x
  } AS asked
WHERE size(asked) > 0
WITH t, f, i, asked,
  COLLECT {
    MATCH (c:Company)-[l:LEADS|PARTICIPATES_IN]->(i)
    WHERE l.confidence >= $min_confidence
    RETURN DISTINCT c.name AS x ORDER BY x
  } AS firms,
  COLLECT {
    MATCH (t)-[v:INVOLVES]->(k:Park)
    WHERE v.confidence >= $min_confidence
    RETURN DISTINCT k.name AS x ORDER BY x
  } AS grounds
OPTIONAL MATCH (p:Passage {id: f.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, i.name AS wanted, '任务发展' AS kind,
  CASE WHEN size(grounds) = 0 THEN ['未提及'] ELSE grounds END AS park,
  CASE WHEN size(grounds) = 0 THEN '任务写明发展“' + i.name + '”，承接园区未提及'
    ELSE '任务写明发展“' + i.name + '”，同一任务提到这些园区' END AS why,
  CASE WHEN size(firms) = 0 THEN ['未提及'] ELSE firms END AS already, [t.name] AS tasks, asked AS units,
  d.name AS document, p.path AS section, [f.evidence[0], p.start, p.end, p.text, d.sha256] AS quote,
  f.evidence[0] AS span, f.confidence AS confidence
ORDER BY chain, document, t.order, t.id, f.id
