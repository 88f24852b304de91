// name: partners-in-programmes
// title: 计划任务里的合伙人
// question: 哪些合伙人在任务或计划里被点名（任务涉及它，或它是责任单位），是哪一个？
// kind: rows
// parameters:
//   partner: {type: string, title: 合伙人, default: null, values: "MATCH (v:Partner) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   partner: 合伙人
//   task: 任务或计划
//   label: {title: 类别, shows: label}
//   relation: {title: 关系, shows: relationship}
//   role: 角色
//   industries: 产业
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (c:Partner)-[r:INVOLVES|RESPONSIBLE_FOR]-(t:Task|Programme)
WHERE r.confidence >= $min_confidence
  AND ($partner IS NULL OR c.name = $partner OR $partner IN coalesce(c.aliases, []))
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN c.name AS partner, t.name AS task, labels(t) AS label, type(r) AS relation, r.role AS role,
  COLLECT {
    MATCH (t)-[f:FOCUSES_ON]->(i:IndustryChain) WHERE f.confidence >= $min_confidence RETURN DISTINCT i.name AS x
      ORDER BY x
  } AS industries,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY partner, relation, task, r.id
