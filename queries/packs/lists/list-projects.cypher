// name: list-projects
// title: 项目库
// question: 文件写到哪些项目，谁建设，在哪里，属于哪条产业链？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) UNWIND [i.name] + coalesce(i.aliases, []) AS value RETURN DISTINCT value AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   number: 序号
//   project: 项目
//   source: 来源
//   builders: 建设主体
//   places: 所在
//   chains: 产业链
//   tasks: 相关任务与计划
//   document: 文件
//   document_number: 文号
//   section: 章节
//   quote: {title: 原文, shows: quote}
//   span: 出处
//   confidence: 置信度
MATCH (k:Project)
WHERE k.confidence >= $min_confidence
WITH k,
  COLLECT {
    MATCH (k)-[m:PARTICIPATES_IN]->(i:IndustryChain)
    WHERE m.confidence >= $min_confidence
    RETURN DISTINCT i.name AS x ORDER BY x
  } AS inside
WHERE $chain IS NULL
  OR EXISTS { MATCH (i:IndustryChain) WHERE i.name IN inside AND (i.name = $chain OR $chain IN coalesce(i.aliases, [])) }
WITH k, inside,
  COLLECT {
    MATCH (k)<-[b:BUILDS]-(u)
    WHERE b.confidence >= $min_confidence
    RETURN DISTINCT u.name AS x ORDER BY x
  } AS makers,
  COLLECT {
    MATCH (k)-[l:LOCATED_IN]->(w)
    WHERE l.confidence >= $min_confidence
    RETURN DISTINCT w.name AS x ORDER BY x
  } AS spots,
  COLLECT {
    MATCH (k)<-[v:INVOLVES]-(t)
    WHERE v.confidence >= $min_confidence
    RETURN DISTINCT t.name AS x ORDER BY x
  } AS named
OPTIONAL MATCH (k)-[f:DEFINED_IN]->(:Document)
WHERE f.confidence >= $min_confidence
OPTIONAL MATCH (p:Passage {id: coalesce(f.passages[0], k.passages[0])})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN k.order AS number, k.name AS project, CASE WHEN f IS NULL THEN '正文提及' ELSE '项目表' END AS source,
  CASE WHEN size(makers) = 0 THEN ['未提及'] ELSE makers END AS builders,
  CASE WHEN size(spots) = 0 THEN ['未提及'] ELSE spots END AS places,
  CASE WHEN size(inside) = 0 THEN ['未提及'] ELSE inside END AS chains, named AS tasks,
  d.name AS document, d.number AS document_number, p.path AS section,
  [coalesce(f.evidence[0], k.evidence[0]), p.start, p.end, p.text, d.sha256] AS quote,
  coalesce(f.evidence[0], k.evidence[0]) AS span, coalesce(f.confidence, k.confidence) AS confidence
ORDER BY source DESC, document, coalesce(k.order, 100000), project, k.id, f.id
