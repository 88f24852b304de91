// name: chain-overview
// title: 产业链总览
// question: 每条产业链（含它的环节和下级产业链）在文件里有多少引领企业、企业、园区、平台、项目、任务和目标值？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) WHERE i.confidence >= 0.5 RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   leaders: 引领企业
//   companies: 企业
//   segments: 环节和下级产业链
//   parks: 园区片区
//   platforms: 平台载体
//   projects: 项目
//   tasks: 任务计划
//   targets: 目标值（指标名称写到它）
//   facts: 合计
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
OPTIONAL MATCH (n:Indicator)-[h:HAS_VALUE]->(v:Target)
WHERE h.confidence >= $min_confidence
WITH collect(n.name) AS measured
WITH measured, reduce(told = '', x IN measured | told + x + ' ') AS told
MATCH (i:IndustryChain)
WHERE i.confidence >= $min_confidence AND ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
WITH i, CASE WHEN told CONTAINS i.name THEN size([x IN measured WHERE x CONTAINS i.name]) ELSE 0 END AS targets
MATCH path = (i)<-[:PART_OF*0..3]-(t:IndustryChain|Segment|Technology)
WHERE all(x IN relationships(path) WHERE x.confidence >= $min_confidence)
WITH DISTINCT i, targets, t
OPTIONAL MATCH (t)<-[r:LEADS|PARTICIPATES_IN|FOCUSES_ON]-(m:Company|Park|Zone|Platform|Project|Task|Programme)
WHERE r.confidence >= $min_confidence
WITH i, targets, count(DISTINCT t.id) - 1 AS segments, count(DISTINCT m.id) AS members,
  count(DISTINCT CASE WHEN type(r) = 'LEADS' THEN m.id END) AS leaders,
  count(DISTINCT CASE WHEN m:Company THEN m.id END) AS companies,
  count(DISTINCT CASE WHEN m:Park OR m:Zone THEN m.id END) AS parks,
  count(DISTINCT CASE WHEN m:Platform THEN m.id END) AS platforms,
  count(DISTINCT CASE WHEN m:Project THEN m.id END) AS projects,
  count(DISTINCT CASE WHEN m:Task OR m:Programme THEN m.id END) AS tasks
OPTIONAL MATCH (p:Passage {id: i.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, leaders AS leaders, companies AS companies, segments AS segments, parks AS parks,
  platforms AS platforms, projects AS projects, tasks AS tasks, targets AS targets,
  members + segments + targets AS facts,
  d.name AS document, p.path AS section, i.evidence[0] AS span,
  [i.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, i.confidence AS confidence
ORDER BY facts DESC, chain, i.id
