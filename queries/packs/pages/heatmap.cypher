// name: heatmap
// title: 招商热力图的事实
// question: 哪些事实把一个园区与一条产业链连在一起？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) RETURN i.name AS value ORDER BY value, i.id"}
//   place: {type: string, title: 所在, default: null, values: "MATCH (:Park|Zone)-[:LOCATED_IN|PART_OF]->(w:Park|Zone|Place) RETURN DISTINCT w.name AS value ORDER BY value"}
//   spaces: {type: boolean, title: 连同片区, default: false}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   park: 园区
//   park_type: {title: 类型, shows: label}
//   whole: 所属
//   chain: 产业链
//   tie: 联系
//   via: 依据
//   via_type: {title: 依据类型, shows: label}
//   relation: {title: 与产业链的关系, shows: relationship}
//   role: 角色
//   segment: 环节或技术
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   seat_document: 所在的文件
//   seat_section: 所在的章节
//   seat_span: 所在的出处
//   seat_quote: {title: 所在的原文, shows: quote}
//   confidence: 置信度
CALL {
  MATCH (k:Park|Zone)-[r:FOCUSES_ON]->(t:IndustryChain|Segment|Technology)
  WHERE r.confidence >= $min_confidence
  RETURN k, r, t, t AS m, r AS s, '重点发展' AS how
  UNION ALL
  MATCH (k:Park|Zone)<-[s:LOCATED_IN|BUILDS]-(m:Company|Platform|Project)-[r:LEADS|PARTICIPATES_IN]->(t:IndustryChain|Segment)
  WHERE r.confidence >= $min_confidence AND s.confidence >= $min_confidence
  RETURN k, r, t, m, s, CASE WHEN m:Company THEN '企业' WHEN m:Platform THEN '平台' ELSE '项目' END AS how
}
WITH k, r, t, m, s, how
WHERE ($spaces OR k:Park)
  AND ($place IS NULL OR k.name = $place OR EXISTS {
    MATCH up = (k)-[:LOCATED_IN|PART_OF*1..5]->(w:Park|Zone|Place)
    WHERE (w.name = $place OR $place IN coalesce(w.aliases, []))
      AND all(x IN relationships(up) WHERE x.confidence >= $min_confidence)
  })
MATCH path = (t)-[:PART_OF*0..3]->(i:IndustryChain)
WHERE all(x IN relationships(path) WHERE x.confidence >= $min_confidence)
  AND ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
WITH DISTINCT k, r, t, m, s, how, i
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
OPTIONAL MATCH (sp:Passage {id: s.passages[0]})
OPTIONAL MATCH (sd:Document {id: sp.documents[0]})
RETURN k.name AS park, labels(k) AS park_type,
  COLLECT {
    MATCH (k)-[b:PART_OF|LOCATED_IN]->(w:Zone|Park|Place)
    WHERE b.confidence >= $min_confidence
    RETURN DISTINCT w.name AS x ORDER BY x
  } AS whole,
  i.name AS chain, how AS tie, m.name AS via, labels(m) AS via_type, type(r) AS relation, r.role AS role,
  CASE WHEN t.id = i.id THEN null ELSE t.name END AS segment,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote,
  CASE WHEN s.id = r.id THEN null ELSE sd.name END AS seat_document,
  CASE WHEN s.id = r.id THEN null ELSE sp.path END AS seat_section,
  CASE WHEN s.id = r.id THEN null ELSE s.evidence[0] END AS seat_span,
  CASE WHEN s.id = r.id THEN null ELSE [s.evidence[0], sp.start, sp.end, sp.text, sd.sha256] END AS seat_quote,
  CASE WHEN s.confidence < r.confidence THEN s.confidence ELSE r.confidence END AS confidence
ORDER BY park, chain, tie, via, k.id, r.id, s.id
