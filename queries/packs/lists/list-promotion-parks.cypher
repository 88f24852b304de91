// name: list-promotion-parks
// title: 产业链招商（园区）
// question: 一条产业链可以往哪些园区和片区招商，为什么，有什么任务支持，找哪个单位？
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
MATCH (k:Park|Zone)-[r:FOCUSES_ON]->(i:IndustryChain|Segment)
WHERE r.confidence >= $min_confidence
OPTIONAL MATCH (i)-[b:PART_OF]->(whole:IndustryChain)
WHERE i:Segment AND b.confidence >= $min_confidence
WITH k, r, i, CASE WHEN i:Segment THEN whole ELSE i END AS n
WHERE n IS NOT NULL AND ($chain IS NULL OR n.name = $chain OR $chain IN coalesce(n.aliases, []))
WITH k, r, i, n,
  COLLECT {
    MATCH (c:Company)-[l:LEADS|PARTICIPATES_IN]->(n)
    WHERE l.confidence >= $min_confidence
    RETURN DISTINCT c.name AS x ORDER BY x
  } AS firms,
  COLLECT {
    MATCH (k)<-[l:LOCATED_IN]-(c:Company)-[m:LEADS|PARTICIPATES_IN]->(n)
    WHERE l.confidence >= $min_confidence AND m.confidence >= $min_confidence
    RETURN DISTINCT c.name AS x ORDER BY x
  } AS inside,
  COLLECT {
    MATCH (i)<-[f:FOCUSES_ON]-(t:Task)<-[q:RESPONSIBLE_FOR]-(u)
    WHERE f.confidence >= $min_confidence AND q.confidence >= $min_confidence
    RETURN DISTINCT t.name AS x ORDER BY x
  } AS wider,
  COLLECT {
    MATCH (k)<-[v:INVOLVES]-(t:Task)<-[q:RESPONSIBLE_FOR]-(u)
    WHERE v.confidence >= $min_confidence AND q.confidence >= $min_confidence
    RETURN DISTINCT t.name AS x ORDER BY x
  } AS own,
  COLLECT {
    MATCH (i)<-[f:FOCUSES_ON]-(t:Task)<-[q:RESPONSIBLE_FOR]-(u)
    WHERE f.confidence >= $min_confidence AND q.confidence >= $min_confidence
    RETURN DISTINCT u.name AS x ORDER BY x
  } AS far,
  COLLECT {
    MATCH (k)<-[v:INVOLVES]-(t:Task)<-[q:RESPONSIBLE_FOR]-(u)
    WHERE v.confidence >= $min_confidence AND q.confidence >= $min_confidence
    RETURN DISTINCT u.name AS x ORDER BY x
  } AS near,
  COUNT { MATCH (:Park|Zone)-[o:FOCUSES_ON]->(n) WHERE o.confidence >= $min_confidence } AS grounds
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN n.name AS chain, i.name AS wanted, CASE WHEN k:Park THEN '园区重点发展' ELSE '片区重点发展' END AS kind,
  k.name AS park,
  CASE WHEN size(inside) = 0 THEN '文件写明它重点发展“' + i.name + '”'
    ELSE '文件写明它重点发展“' + i.name + '”，其中已有该产业链企业 ' + toString(size(inside)) + ' 家' END AS why,
  CASE WHEN size(firms) = 0 THEN ['未提及'] ELSE firms END AS already,
  CASE WHEN size(own) + size(wider) = 0 THEN ['未提及']
    ELSE own + [x IN wider WHERE NOT x IN own] END AS tasks,
  CASE WHEN size(near) + size(far) = 0 THEN ['未提及']
    ELSE near + [x IN far WHERE NOT x IN near] END AS units,
  d.name AS document, p.path AS section, [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote,
  r.evidence[0] AS span, r.confidence AS confidence
ORDER BY grounds DESC, chain, kind, park, wanted, r.id
