// name: names-with-aliases
// title: 别名最多的名称
// question: 哪些名称有别名，文件怎样写它？
// kind: rows
// parameters:
//   name: {type: string, title: 名称, default: null, values: "MATCH (v:Company|Organization|Park|Zone|Platform|IndustryChain|Document|Place) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   name: 名称
//   label: {title: 类别, shows: label}
//   aliases: 别名
//   many: 别名数
//   places: 处数
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (n:Company|Organization|Park|Zone|Platform|IndustryChain|Document|Place|Programme|Project)
WHERE n.confidence >= $min_confidence AND size(coalesce(n.aliases, [])) > 0
  AND ($name IS NULL OR n.name = $name OR $name IN coalesce(n.aliases, []))
OPTIONAL MATCH (p:Passage {id: n.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN n.name AS name, labels(n) AS label, n.aliases AS aliases, size(n.aliases) AS many, size(n.evidence) AS places,
  d.name AS document, p.path AS section, n.evidence[0] AS span,
  [n.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, n.confidence AS confidence
ORDER BY many DESC, name, n.id
