// name: programme-tree
// title: 计划的层次
// question: 一个文件的计划、子计划和任务怎样分层？
// kind: rows
// parameters:
//   document: {type: string, title: 文件, default: 长三角数字干线青浦区行动方案（2024-2025年）（草案）, values: "MATCH (v:Document) WHERE v.loaded RETURN v.name AS value ORDER BY value, v.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   programme: 上级
//   name: 名称
//   label: {title: 类别, shows: label}
//   number: 序号
//   units: 责任单位
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (w:Programme|Task)<-[r:PART_OF]-(t:Programme|Task)-[:DEFINED_IN]->(e:Document)
WHERE r.confidence >= $min_confidence AND (e.name = $document OR $document IN coalesce(e.aliases, []))
WITH DISTINCT w, r, t
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN w.name AS programme, t.name AS name, labels(t) AS label, t.number AS number,
  COLLECT {
    MATCH (t)<-[q:RESPONSIBLE_FOR]-(u) WHERE q.confidence >= $min_confidence RETURN DISTINCT u.name AS x ORDER BY x
  } AS units,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY p.order, programme, t.order, name, r.id
