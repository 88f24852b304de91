// name: names-alone
// title: 单独出现的名称
// question: 哪些名称写到了，文件却未提及它与别的名称有什么关系？
// kind: rows
// parameters:
//   label: {type: string, title: 类别, default: 企业, values: "UNWIND ['企业', '园区', '片区', '平台载体', '产业链', '机构', '项目', '活动'] AS v RETURN v AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   name: 名称
//   kind: {title: 类别, shows: label}
//   places: 处数
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (n:Company|Park|Zone|Platform|IndustryChain|Organization|Project|Event)
WHERE n.confidence >= $min_confidence
  AND ($label IS NULL OR $label = CASE WHEN n:Company THEN '企业' WHEN n:Park THEN '园区' WHEN n:Zone THEN '片区'
    WHEN n:Platform THEN '平台载体'
    WHEN n:IndustryChain THEN '产业链' WHEN n:Organization THEN '机构' WHEN n:Project THEN '项目' ELSE '活动' END)
  AND NOT EXISTS { MATCH (n)-[r]-(m) WHERE NOT type(r) IN ['MENTIONS', 'HAS_SECTION', 'HAS_PASSAGE']
    AND r.confidence >= $min_confidence }
OPTIONAL MATCH (p:Passage {id: n.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN n.name AS name, labels(n) AS kind, size(n.evidence) AS places,
  d.name AS document, p.path AS section, n.evidence[0] AS span,
  [n.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, n.confidence AS confidence
ORDER BY places DESC, name, n.id
