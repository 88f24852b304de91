// name: gap-companies
// title: 未提及产业链的企业
// question: 哪些企业未提及在哪条产业链上，文件在哪里提到它？
// kind: rows
// parameters:
//   company: {type: string, title: 企业, default: null, values: "MATCH (v:Company) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   company: 企业
//   finding: 结论
//   places: 所在
//   tasks: 提到它的任务或计划
//   rule: 判定规则
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (c:Company)
WHERE c.confidence >= $min_confidence AND ($company IS NULL OR c.name = $company OR $company IN coalesce(c.aliases, []))
  AND NOT EXISTS { MATCH (c)-[q:LEADS|PARTICIPATES_IN]->(t) WHERE q.confidence >= $min_confidence }
OPTIONAL MATCH (p:Passage {id: c.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN c.name AS company, '未提及产业链' AS finding,
  COLLECT {
    MATCH (k)<-[l:LOCATED_IN]-(c) WHERE l.confidence >= $min_confidence RETURN DISTINCT k.name AS x ORDER BY x
  } AS places,
  COLLECT {
    MATCH (c)<-[l:INVOLVES]-(t:Task|Programme) WHERE l.confidence >= $min_confidence
    RETURN DISTINCT t.name AS x ORDER BY x
  } AS tasks,
  '文件未提及它引领或参与哪条产业链或环节' AS rule,
  d.name AS document, p.path AS section, c.evidence[0] AS span,
  [c.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, c.confidence AS confidence
ORDER BY size(tasks) DESC, company, c.id
