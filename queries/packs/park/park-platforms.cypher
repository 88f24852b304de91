// name: park-platforms
// title: 园区的平台载体
// question: 各园区和片区里有哪些平台载体，或由涉及它的任务建设哪些平台？
// kind: rows
// parameters:
//   park: {type: string, title: 园区或片区, default: null, values: "MATCH (v:Park|Zone) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   space: 园区或片区
//   platform: 平台载体
//   basis: 依据
//   source: 任务或计划
//   chains: 产业链
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (k:Park|Zone)<-[r:LOCATED_IN|INVOLVES]-(m:Platform|Task|Programme)
WHERE r.confidence >= $min_confidence AND ($park IS NULL OR k.name = $park OR $park IN coalesce(k.aliases, []))
OPTIONAL MATCH (m)-[q:INVOLVES]->(f:Platform)
WHERE (m:Task OR m:Programme) AND q.confidence >= $min_confidence AND q.passages[0] = r.passages[0]
WITH k, m, CASE WHEN m:Platform THEN r ELSE q END AS r, CASE WHEN m:Platform THEN m ELSE f END AS b
WHERE b IS NOT NULL
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN k.name AS space, b.name AS platform, CASE WHEN m:Platform THEN '位于' ELSE '同一任务的同一段涉及' END AS basis,
  CASE WHEN m:Platform THEN null ELSE m.name END AS source,
  COLLECT {
    MATCH (b)-[l:PARTICIPATES_IN]->(i) WHERE l.confidence >= $min_confidence RETURN DISTINCT i.name AS x ORDER BY x
  } AS chains,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY space, basis, platform, source, r.id
