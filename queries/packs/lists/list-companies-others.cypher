// name: list-companies-others
// title: 企业目标库（产业链未提及）
// question: 还有哪些企业，文件没有写它属于哪条产业链？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) UNWIND [i.name] + coalesce(i.aliases, []) AS value RETURN DISTINCT value AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   company: 企业
//   chain: 产业链
//   role: 角色
//   segment: 环节
//   places: 所在
//   batch: 合伙人批次
//   builds: 建设的项目与平台
//   tasks: 点名它的任务与计划
//   documents: 提及它的文件
//   document: 文件
//   section: 章节
//   quote: {title: 原文, shows: quote}
//   span: 出处
//   confidence: 置信度
MATCH (c:Company)
WHERE c.confidence >= $min_confidence AND $chain IS NULL
  AND NOT EXISTS { MATCH (c)-[r:LEADS|PARTICIPATES_IN]->() WHERE r.confidence >= $min_confidence }
WITH c,
  COLLECT {
    MATCH (c)-[l:LOCATED_IN]->(w)
    WHERE l.confidence >= $min_confidence
    RETURN DISTINCT w.name AS x ORDER BY x
  } AS spots,
  COLLECT {
    MATCH (c)-[z:PARTNER_OF]->(:Zone)
    WHERE z.confidence >= $min_confidence
    RETURN DISTINCT z.batch AS x ORDER BY x
  } AS batches,
  COLLECT {
    MATCH (c)-[b:BUILDS]->(w)
    WHERE b.confidence >= $min_confidence
    RETURN DISTINCT w.name AS x ORDER BY x
  } AS made,
  COLLECT {
    MATCH (c)<-[v:INVOLVES]-(g:Task|Programme)
    WHERE v.confidence >= $min_confidence
    RETURN DISTINCT g.name AS x ORDER BY x
  } AS named
CALL (c) {
  OPTIONAL MATCH (c)-[r:PARTNER_OF|LOCATED_IN|BUILDS]->()
  WHERE r.confidence >= $min_confidence
  RETURN r AS best
  ORDER BY CASE type(r) WHEN 'PARTNER_OF' THEN 0 WHEN 'LOCATED_IN' THEN 1 ELSE 2 END, r.confidence DESC, r.id
  LIMIT 1
}
OPTIONAL MATCH (p:Passage {id: coalesce(best.passages[0], c.passages[0])})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN c.name AS company, '未提及' AS chain, CASE WHEN c:ChainLeader THEN '链主' ELSE '未提及' END AS role,
  null AS segment,
  CASE WHEN size(spots) = 0 THEN ['未提及'] ELSE spots END AS places, batches AS batch, made AS builds,
  named AS tasks,
  COLLECT {
    UNWIND coalesce(c.documents, []) AS y
    MATCH (e:Document {id: y})
    RETURN DISTINCT e.name AS x ORDER BY x
  } AS documents,
  d.name AS document, p.path AS section,
  [coalesce(best.evidence[0], c.evidence[0]), p.start, p.end, p.text, d.sha256] AS quote,
  coalesce(best.evidence[0], c.evidence[0]) AS span, coalesce(best.confidence, c.confidence) AS confidence
ORDER BY size(batches) = 0, size(spots) + size(made) + size(named) DESC, company, c.id
