// name: policy-by-place
// title: 一个地点的政策
// question: 哪些任务和计划落在一个地点：写在那里的文件里，涉及那里的园区、片区、平台，或由那里负责？
// kind: rows
// parameters:
//   place: {type: string, title: 地点, default: 青浦区, values: "MATCH (v:Place|Zone|Park) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   place: 地点
//   policy: 任务或计划
//   label: {title: 类别, shows: label}
//   basis: 依据
//   via: 经由
//   industries: 产业
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (t:Task|Programme)
WHERE t.confidence >= $min_confidence
OPTIONAL MATCH (o:Passage {id: t.passages[0]})
OPTIONAL MATCH (e:Document {id: o.documents[0]})
WITH t, e, COLLECT {
    MATCH (t)-[r:INVOLVES|RESPONSIBLE_FOR]-(z:Place|Zone|Park|Platform)
    WHERE r.confidence >= $min_confidence AND (z.name = $place OR $place IN coalesce(z.aliases, [])
      OR EXISTS { MATCH (z)-[:LOCATED_IN|PART_OF*1..3]->(w) WHERE w.name = $place OR $place IN coalesce(w.aliases, []) })
    RETURN {way: CASE type(r) WHEN 'INVOLVES' THEN '涉及' ELSE '负责' END, name: z.name} AS x ORDER BY z.name, r.id
  } AS inside
WHERE size(inside) > 0 OR e.name CONTAINS $place
OPTIONAL MATCH (p:Passage {id: t.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN $place AS place, t.name AS policy, labels(t) AS label,
  CASE WHEN size(inside) = 0 THEN '写在那里的文件里' ELSE inside[0].way END AS basis,
  CASE WHEN size(inside) = 0 THEN e.name ELSE inside[0].name END AS via,
  COLLECT {
    MATCH (t)-[f:FOCUSES_ON]->(i:IndustryChain) WHERE f.confidence >= $min_confidence
    RETURN DISTINCT i.name AS x ORDER BY x
  } AS industries,
  d.name AS document, p.path AS section, t.evidence[0] AS span,
  [t.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, t.confidence AS confidence
ORDER BY size(inside) = 0, document, p.order, t.order, policy, t.id
