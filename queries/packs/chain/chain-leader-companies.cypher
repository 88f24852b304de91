// name: chain-leader-companies
// title: 被称为链主的企业
// question: 文件把哪些企业称为链主，它们引领或参与哪些产业链，还在哪些任务里？
// kind: rows
// parameters:
//   company: {type: string, title: 企业, default: null, values: "MATCH (v:ChainLeader) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   company: 企业
//   chains: 产业链（称谓）
//   tasks: 涉及它的任务和计划
//   places: 所在
//   rule: 判定规则
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (c:ChainLeader)
WHERE c.confidence >= $min_confidence AND ($company IS NULL OR c.name = $company OR $company IN coalesce(c.aliases, []))
// The graph keeps the word 链主 as a label: the place that uses it is the passage that says so or, without text, the
// passage that names most of these companies together.
WITH c, COLLECT {
    MATCH (c)<-[:MENTIONS]-(o:Passage)
    RETURN o.id AS x
    ORDER BY NOT coalesce(o.text CONTAINS '链主', false), COUNT { MATCH (o)-[:MENTIONS]->(l:ChainLeader) } DESC, o.id
  } AS places_named
WITH c, places_named[0] AS passage
OPTIONAL MATCH (p:Passage {id: passage})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN c.name AS company,
  COLLECT {
    MATCH (c)-[r:LEADS|PARTICIPATES_IN]->(t:IndustryChain|Segment) WHERE r.confidence >= $min_confidence
    RETURN DISTINCT t.name + '（' + coalesce(r.role, '参与') + '）' AS x ORDER BY x
  } AS chains,
  COLLECT {
    MATCH (c)<-[q:INVOLVES]-(t:Task|Programme) WHERE q.confidence >= $min_confidence
    RETURN DISTINCT t.name AS x ORDER BY x
  } AS tasks,
  COLLECT {
    MATCH (c)-[l:LOCATED_IN]->(k:Park|Zone|Place) WHERE l.confidence >= $min_confidence
    RETURN DISTINCT k.name AS x ORDER BY x
  } AS places,
  '文件称它为链主；产业链一栏是写明的关系和称谓，称谓不是链主的，不算这条产业链的链主' AS rule,
  d.name AS document, p.path AS section, p.evidence[0] AS span,
  [p.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, c.confidence AS confidence
ORDER BY size(chains) DESC, company, c.id
