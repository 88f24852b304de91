// name: policy-targets
// title: 产业的目标值
// question: 文件给一个产业定了哪些数值目标（指标名称里写到它）？
// kind: rows
// parameters:
//   industry: {type: string, title: 产业, default: 数字贸易, values: "MATCH (:Task|Programme)-[r:FOCUSES_ON]->(i:IndustryChain|Segment|Technology) WHERE r.confidence >= 0.5 RETURN DISTINCT i.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   industry: 产业
//   subject: 主体
//   indicator: 指标
//   year: 年份
//   kind: 性质
//   value: 数值
//   unit: 单位
//   raw: 原值
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (m:Indicator)
WITH collect(DISTINCT m.name) AS names
WITH reduce(told = '', x IN names | told + x + ' ') AS told
MATCH (i:IndustryChain)
WHERE i.confidence >= $min_confidence AND size(i.name) >= 2 AND told CONTAINS i.name
  AND ($industry IS NULL OR i.name = $industry OR $industry IN coalesce(i.aliases, []))
MATCH (n:Indicator)
WHERE n.name CONTAINS i.name
MATCH (a)-[h:HAS_INDICATOR]->(n)-[r:HAS_VALUE]->(v:Target)
WHERE r.confidence >= $min_confidence AND h.confidence >= $min_confidence
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS industry, a.name AS subject, n.name AS indicator, v.year AS year,
  CASE v.kind WHEN 'target' THEN '目标' WHEN 'actual' THEN '实际' END AS kind, v.value AS value,
  coalesce(v.unit, n.unit) AS unit, v.raw AS raw,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY industry, subject, indicator, year, v.id, r.id
