// name: gap-parks
// title: 未提及产业的园区
// question: 哪些园区未提及重点发展什么产业？
// kind: rows
// parameters:
//   park: {type: string, title: 园区, default: null, values: "MATCH (v:Park) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   park: 园区
//   finding: 结论
//   companies: 园内企业
//   whole: 所属
//   rule: 判定规则
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (k:Park)
WHERE k.confidence >= $min_confidence AND ($park IS NULL OR k.name = $park OR $park IN coalesce(k.aliases, []))
  AND NOT EXISTS { MATCH (k)-[q:FOCUSES_ON]->(t) WHERE q.confidence >= $min_confidence }
OPTIONAL MATCH (p:Passage {id: k.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN k.name AS park, '未提及产业' AS finding,
  COLLECT {
    MATCH (k)<-[q:LOCATED_IN]-(c:Company) WHERE q.confidence >= $min_confidence RETURN DISTINCT c.name AS x ORDER BY x
  } AS companies,
  COLLECT {
    MATCH (k)-[b:PART_OF|LOCATED_IN]->(w:Zone|Park|Place) WHERE b.confidence >= $min_confidence
    RETURN DISTINCT w.name AS x ORDER BY x
  } AS whole,
  '文件写到这个园区，未提及它重点发展的产业、环节、技术或应用领域' AS rule,
  d.name AS document, p.path AS section, k.evidence[0] AS span,
  [k.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, k.confidence AS confidence
ORDER BY size(companies) DESC, park, k.id
