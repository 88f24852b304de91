// name: dossier-targets
// title: 五个一：指标
// question: 哪些指标的名称以一条产业链开头，或者属于支持它的任务和计划，值是多少？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   indicator: 指标
//   subject: 主体
//   year: 年份
//   value_kind: 性质
//   raw: 值
//   unit: 单位
//   rule: 判定规则
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
CALL {
  MATCH (c:IndustryChain)
  WHERE c.confidence >= $min_confidence AND size(c.name) > 1
  WITH collect(c.name) AS names
  MATCH (n:Indicator)
  WITH n, [x IN names WHERE n.name STARTS WITH x] AS fit
  WHERE size(fit) > 0
  WITH n, reduce(best = '', x IN fit | CASE WHEN size(x) > size(best) THEN x ELSE best END) AS word
  MATCH (i:IndustryChain {name: word})
  RETURN i, n, '指标的名称以该产业链的名称开头' AS because
  UNION ALL
  MATCH (n:Indicator)<-[g:HAS_INDICATOR]-(:Task|Programme)-[f:FOCUSES_ON]->(i:IndustryChain)
  WHERE f.confidence >= $min_confidence AND g.confidence >= $min_confidence
  RETURN i, n, '指标属于支持该产业链的任务或计划' AS because
}
WITH DISTINCT i, n, because
WHERE $chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, [])
MATCH (x)-[h:HAS_INDICATOR]->(n)-[r:HAS_VALUE]->(v:Target)
WHERE h.confidence >= $min_confidence AND r.confidence >= $min_confidence
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, n.name AS indicator, x.name AS subject, v.year AS year,
  CASE v.kind WHEN 'target' THEN '目标' WHEN 'actual' THEN '实际' ELSE v.kind END AS value_kind,
  v.raw AS raw, coalesce(v.unit, n.unit) AS unit, because AS rule,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY chain, indicator, subject, year, value_kind, raw, r.id, rule
