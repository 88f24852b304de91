// name: list-promotion-segments
// title: 产业链招商（环节）
// question: 产业链的一个环节可以往哪些园区招商，有什么任务支持，找哪个单位？
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
MATCH (s:Segment)-[b:PART_OF]->(i:IndustryChain)
WHERE b.confidence >= $min_confidence
  AND ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
  AND NOT EXISTS { MATCH (:Park|Zone)-[o:FOCUSES_ON]->(s) WHERE o.confidence >= $min_confidence }
WITH s, b, i,
  COLLECT {
    MATCH (k:Park|Zone)-[r:FOCUSES_ON]->(i)
    WHERE r.confidence >= $min_confidence
    RETURN DISTINCT k.name AS x ORDER BY x
  } AS grounds,
  COLLECT {
    MATCH (c:Company)-[l:LEADS|PARTICIPATES_IN]->(s)
    WHERE l.confidence >= $min_confidence
    RETURN DISTINCT c.name AS x ORDER BY x
  } AS firms,
  COLLECT {
    MATCH (s)<-[f:FOCUSES_ON]-(t:Task)<-[q:RESPONSIBLE_FOR]-(u)
    WHERE f.confidence >= $min_confidence AND q.confidence >= $min_confidence
    RETURN DISTINCT t.name AS x ORDER BY x
  } AS own,
  COLLECT {
    MATCH (i)<-[f:FOCUSES_ON]-(t:Task)<-[q:RESPONSIBLE_FOR]-(u)
    WHERE f.confidence >= $min_confidence AND q.confidence >= $min_confidence
    RETURN DISTINCT t.name AS x ORDER BY x
  } AS wider,
  COLLECT {
    MATCH (s)<-[f:FOCUSES_ON]-(t:Task)<-[q:RESPONSIBLE_FOR]-(u)
    WHERE f.confidence >= $min_confidence AND q.confidence >= $min_confidence
    RETURN DISTINCT u.name AS x ORDER BY x
  } AS near,
  COLLECT {
    MATCH (i)<-[f:FOCUSES_ON]-(t:Task)<-[q:RESPONSIBLE_FOR]-(u)
    WHERE f.confidence >= $min_confidence AND q.confidence >= $min_confidence
    RETURN DISTINCT u.name AS x ORDER BY x
  } AS far
OPTIONAL MATCH (p:Passage {id: b.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, s.name AS wanted, coalesce(b.position + '环节', '环节') AS kind,
  CASE WHEN size(grounds) = 0 THEN ['未提及'] ELSE grounds END AS park,
  CASE WHEN size(grounds) = 0 THEN '文件写到该环节，发展它的园区未提及'
    ELSE '文件写明它们重点发展“' + i.name + '”，未单独提及该环节' END AS why,
  CASE WHEN size(firms) = 0 THEN ['未提及'] ELSE firms END AS already,
  CASE WHEN size(own) + size(wider) = 0 THEN ['未提及'] ELSE own + [x IN wider WHERE NOT x IN own] END AS tasks,
  CASE WHEN size(near) + size(far) = 0 THEN ['未提及'] ELSE near + [x IN far WHERE NOT x IN near] END AS units,
  d.name AS document, p.path AS section, [b.evidence[0], p.start, p.end, p.text, d.sha256] AS quote,
  b.evidence[0] AS span, b.confidence AS confidence
ORDER BY chain, CASE b.position WHEN '上游' THEN 0 WHEN '中游' THEN 1 WHEN '下游' THEN 2 ELSE 3 END, wanted, b.id
