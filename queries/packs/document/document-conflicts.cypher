// name: document-conflicts
// title: 文件说法不同的数值
// question: 不同文件（或同一文件不同处）对同一主体、同一指标、同一年份（或都未写明年份）、同一性质写了哪些不同的数值？
// kind: rows
// parameters:
//   subject: {type: string, title: 主体, default: null, values: "MATCH (a)-[r:HAS_INDICATOR]->(:Indicator) WHERE r.confidence >= 0.5 RETURN DISTINCT a.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   subject: 主体
//   indicator: 指标
//   year: 年份
//   kind: 性质
//   value: 一处数值
//   other_value: 另一处数值
//   unit: 单位
//   other_document: 另一文件
//   other_span: 另一出处
//   rule: 判定规则
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (a)-[h:HAS_INDICATOR]->(n:Indicator)-[r:HAS_VALUE]->(t:Target)
WHERE h.confidence >= $min_confidence AND r.confidence >= $min_confidence
  AND ($subject IS NULL OR a.name = $subject OR $subject IN coalesce(a.aliases, []))
MATCH (n)-[q:HAS_VALUE]->(o:Target)
WHERE q.confidence >= $min_confidence AND t.id < o.id AND t.kind = o.kind
  AND (t.year = o.year OR (t.year IS NULL AND o.year IS NULL)) AND t.value <> o.value
  AND coalesce(t.unit, n.unit, '') = coalesce(o.unit, n.unit, '')
OPTIONAL MATCH (w:Document {id: q.documents[0]})
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN a.name AS subject, n.name AS indicator, t.year AS year,
  CASE t.kind WHEN 'target' THEN '目标' WHEN 'actual' THEN '实际' END AS kind, t.raw AS value, o.raw AS other_value,
  coalesce(t.unit, n.unit) AS unit, w.name AS other_document, q.evidence[0] AS other_span,
  CASE WHEN t.year IS NULL THEN '主体、指标、性质、单位相同，年份都未写明，可能说的不是同一时候；并列，不取平均'
    ELSE '主体、指标、年份、性质、单位相同而数值不同；并列，不取平均' END AS rule,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY subject, indicator, year, r.id, q.id
