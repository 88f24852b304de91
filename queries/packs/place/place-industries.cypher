// name: place-industries
// title: 一个地点的产业
// question: 一个地点（以及其中的园区、片区）重点发展哪些产业和技术？
// kind: rows
// parameters:
//   place: {type: string, title: 地点, default: 青浦区, values: "MATCH (v:Place|Zone) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   place: 地点
//   industry: 产业
//   label: {title: 类别, shows: label}
//   via: 由谁发展
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (w:Place|Zone)
WHERE w.name = $place OR $place IN coalesce(w.aliases, [])
MATCH path = (w)<-[:LOCATED_IN|PART_OF*0..3]-(k:Place|Zone|Park)
WHERE all(x IN relationships(path) WHERE x.confidence >= $min_confidence)
WITH DISTINCT w, k
MATCH (k)-[r:FOCUSES_ON]->(i:IndustryChain|Segment|Technology|Scenario)
WHERE r.confidence >= $min_confidence
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN w.name AS place, i.name AS industry, labels(i) AS label, k.name AS via,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY place, k.id <> w.id, via, industry, r.id
