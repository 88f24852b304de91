// name: policy-match
// title: 企业适用的政策
// question: 给定产业、地点、企业类型和规模（后两项按用词在名称里找，图库存有原文时也在正文里找），哪些任务和计划合适，因为哪句话？
// kind: rows
// parameters:
//   industry: {type: string, title: 产业, default: 人工智能, values: "MATCH (:Task|Programme)-[r:FOCUSES_ON]->(i:IndustryChain|Segment|Technology) WHERE r.confidence >= 0.5 RETURN DISTINCT i.name AS value ORDER BY value"}
//   place: {type: string, title: 地点, default: null, values: "MATCH (v:Place|Zone|Park) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   kind: {type: string, title: 企业类型（文中用词）, default: null, values: "UNWIND ['总部', '外资', '国有企业', '民营企业', '平台企业', '龙头企业', '链主', '专精特新', '小巨人', '独角兽', '瞪羚', '高新技术企业', '领军企业', '创新型企业', '科技企业', '上市公司', '初创'] AS v RETURN v AS value ORDER BY value"}
//   size: {type: string, title: 企业规模（文中用词）, default: null, values: "UNWIND ['大型企业', '中小企业', '小微企业', '中小微企业', '规模以上'] AS v RETURN v AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   policy: 任务或计划
//   label: {title: 类别, shows: label}
//   matched: 符合条件数
//   reasons: 匹配理由
//   units: 责任单位
//   part: 所属计划
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (t:Task|Programme)
WHERE t.confidence >= $min_confidence
OPTIONAL MATCH (o:Passage {id: t.passages[0]})
OPTIONAL MATCH (e:Document {id: o.documents[0]})
WITH t, o, coalesce(e.name, '') AS source,
  CASE WHEN $industry IS NULL THEN [] ELSE COLLECT {
    MATCH (t)-[f:FOCUSES_ON]->(i:IndustryChain|Segment|Technology)
    WHERE f.confidence >= $min_confidence AND (i.name = $industry OR $industry IN coalesce(i.aliases, [])
      OR EXISTS { MATCH (i)-[b:PART_OF]->(w:IndustryChain)
      WHERE b.confidence >= $min_confidence AND w.name = $industry })
    RETURN {reason: '产业：重点发展' + i.name, evidence: f.evidence[0], passage: f.passages[0], confidence: f.confidence} AS x
    ORDER BY f.confidence DESC, f.id
  } END AS industries,
  CASE WHEN $place IS NULL THEN [] ELSE COLLECT {
    MATCH (t)-[v:INVOLVES]->(z:Zone|Park|Place|Platform)
    WHERE v.confidence >= $min_confidence AND (z.name = $place OR $place IN coalesce(z.aliases, [])
      OR EXISTS { MATCH (z)-[:LOCATED_IN|PART_OF*1..3]->(w)
      WHERE w.name = $place OR $place IN coalesce(w.aliases, []) })
    RETURN {reason: '地点：涉及' + z.name, evidence: v.evidence[0], passage: v.passages[0], confidence: v.confidence} AS x
    ORDER BY v.confidence DESC, v.id
  } END AS places,
  CASE WHEN $kind IS NULL AND $size IS NULL THEN [] ELSE COLLECT {
    MATCH (o)<-[:HAS_PASSAGE]-(s:Section)-[:HAS_PASSAGE]->(y:Passage)
    WHERE (y.id = o.id OR o.kind = 'heading') AND (y.text CONTAINS $kind OR y.text CONTAINS $size)
    RETURN {kind: y.text CONTAINS $kind, size: y.text CONTAINS $size, evidence: y.evidence[0], passage: y.id} AS x
    ORDER BY y.order, y.id
  } END AS texts
WITH t, industries, places, texts,
  CASE WHEN t.name CONTAINS $kind THEN '企业类型：名称写到“' + $kind + '”'
    WHEN size([x IN texts WHERE x.kind]) > 0 THEN '企业类型：正文写到“' + $kind + '”' END AS kind_reason,
  CASE WHEN t.name CONTAINS $size THEN '企业规模：名称写到“' + $size + '”'
    WHEN size([x IN texts WHERE x.size]) > 0 THEN '企业规模：正文写到“' + $size + '”' END AS size_reason,
  CASE WHEN size(places) > 0 THEN places[0].reason
    WHEN source CONTAINS $place THEN '地点：文件属于' + $place END AS place_reason
WITH t, industries, places, texts,
  [x IN [coalesce(industries[0].reason, CASE WHEN t.name CONTAINS $industry THEN '产业：名称写到“' + $industry + '”' END),
    place_reason, kind_reason, size_reason] WHERE x IS NOT NULL] AS reasons
WHERE size(reasons) > 0
WITH t, size(industries) = 0 AS other, reasons,
  coalesce(industries[0].evidence, places[0].evidence, texts[0].evidence, t.evidence[0]) AS span,
  coalesce(industries[0].passage, places[0].passage, texts[0].passage, t.passages[0]) AS passage,
  coalesce(industries[0].confidence, places[0].confidence, t.confidence) AS confidence
OPTIONAL MATCH (p:Passage {id: passage})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN t.name AS policy, labels(t) AS label, size(reasons) AS matched, reasons AS reasons,
  COLLECT {
    MATCH (t)<-[q:RESPONSIBLE_FOR]-(u) WHERE q.confidence >= $min_confidence RETURN DISTINCT u.name AS x ORDER BY x
  } AS units,
  COLLECT {
    MATCH (t)-[b:PART_OF]->(w:Programme|Task) WHERE b.confidence >= $min_confidence
    RETURN DISTINCT w.name AS x ORDER BY x
  } AS part,
  d.name AS document, p.path AS section, span AS span,
  [span, p.start, p.end, p.text, d.sha256] AS quote, confidence AS confidence
ORDER BY matched DESC, other, NOT coalesce(t.name CONTAINS $industry, false), confidence DESC, policy, t.id
