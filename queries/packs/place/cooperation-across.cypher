// name: cooperation-across
// title: 跨省市合作
// question: 哪些合作跨省市（两端的名称或所在写明不同省市）？
// kind: rows
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   one: 一方
//   one_province: 一方省市
//   other: 另一方
//   other_province: 另一方省市
//   basis: 依据
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (a)-[r:COOPERATES_WITH]->(b)
WHERE r.confidence >= $min_confidence
WITH a, b, r, ['上海', '江苏', '浙江', '安徽'] AS provinces
WITH a, b, r,
  COLLECT { UNWIND provinces AS v WITH v WHERE a.name STARTS WITH v
    OR EXISTS { MATCH up = (a)-[:LOCATED_IN|PART_OF*1..3]->(w:Place) WHERE w.name STARTS WITH v
      AND all(x IN relationships(up) WHERE x.confidence >= $min_confidence) } RETURN v AS x
    ORDER BY x } AS here,
  COLLECT { UNWIND provinces AS v WITH v WHERE b.name STARTS WITH v
    OR EXISTS { MATCH up = (b)-[:LOCATED_IN|PART_OF*1..3]->(w:Place) WHERE w.name STARTS WITH v
      AND all(x IN relationships(up) WHERE x.confidence >= $min_confidence) } RETURN v AS x
    ORDER BY x } AS there
WHERE size(here) > 0 AND size(there) > 0 AND none(x IN here WHERE x IN there)
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN a.name AS one, here AS one_province, b.name AS other, there AS other_province, '名称或所在地写明省市' AS basis,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY one, other, r.id
