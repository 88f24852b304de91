// name: policy-funds
// title: 资金和补助
// question: 哪些计划和任务的名称写到基金、资金、专项、补贴、奖励、券或贷款，支持什么产业（写在名称里的也算）？
// kind: rows
// parameters:
//   industry: {type: string, title: 产业, default: null, values: "MATCH (:Task|Programme)-[r:FOCUSES_ON]->(i:IndustryChain|Segment|Technology) WHERE r.confidence >= 0.5 RETURN DISTINCT i.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   policy: 任务或计划
//   label: {title: 类别, shows: label}
//   word: 用词
//   industries: 产业
//   units: 责任单位
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (t:Task|Programme)
WHERE t.confidence >= $min_confidence
WITH t, [x IN ['基金', '资金', '专项', '补贴', '补助', '奖励', '贴息', '贷款', '信贷', '融资', '算力券', '创新券']
WHERE t.name CONTAINS x] AS words,
  COLLECT {
    MATCH (t)-[f:FOCUSES_ON]->(i:IndustryChain|Segment|Technology) WHERE f.confidence >= $min_confidence
    RETURN DISTINCT i.name AS x ORDER BY x
  } AS industries
WHERE size(words) > 0 AND ($industry IS NULL OR $industry IN industries OR t.name CONTAINS $industry)
OPTIONAL MATCH (p:Passage {id: t.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN t.name AS policy, labels(t) AS label, words AS word, industries AS industries,
  COLLECT {
    MATCH (t)<-[q:RESPONSIBLE_FOR]-(u) WHERE q.confidence >= $min_confidence RETURN DISTINCT u.name AS x ORDER BY x
  } AS units,
  d.name AS document, p.path AS section, t.evidence[0] AS span,
  [t.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, t.confidence AS confidence
ORDER BY policy, t.id
