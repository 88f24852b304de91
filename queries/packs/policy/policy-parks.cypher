// name: policy-parks
// title: 适合企业的园区
// question: 哪些园区和片区适合一个产业（和地点）的企业，为什么？
// kind: rows
// parameters:
//   industry: {type: string, title: 产业, default: 人工智能, values: "MATCH (:Task|Programme)-[r:FOCUSES_ON]->(i:IndustryChain|Segment|Technology) WHERE r.confidence >= 0.5 RETURN DISTINCT i.name AS value ORDER BY value"}
//   place: {type: string, title: 地点, default: null, values: "MATCH (v:Place|Zone|Park) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   space: 园区或片区
//   label: {title: 类别, shows: label}
//   matched: 符合条件数
//   reasons: 匹配理由
//   whole: 所属
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (k:Park|Zone)-[r:FOCUSES_ON]->(i:IndustryChain|Segment|Technology)
WHERE r.confidence >= $min_confidence AND (i.name = $industry OR $industry IN coalesce(i.aliases, [])
  OR EXISTS { MATCH (i)-[q:PART_OF]->(w:IndustryChain) WHERE w.name = $industry AND q.confidence >= $min_confidence })
WITH k, i, r,
  COLLECT {
    MATCH (k)<-[l:LOCATED_IN]-(c:Company|Platform|Project)-[b:LEADS|PARTICIPATES_IN]->(i)
    WHERE l.confidence >= $min_confidence AND b.confidence >= $min_confidence RETURN DISTINCT c.name AS x ORDER BY x
  } AS members,
  COLLECT {
    MATCH (k)<-[v:INVOLVES]-(t:Task|Programme)-[f:FOCUSES_ON]->(i)
    WHERE v.confidence >= $min_confidence AND f.confidence >= $min_confidence RETURN DISTINCT t.name AS x ORDER BY x
  } AS tasks,
  COLLECT {
    MATCH (k)-[:LOCATED_IN|PART_OF*1..3]->(w) WHERE w.name = $place OR $place IN coalesce(w.aliases, [])
    RETURN DISTINCT w.name AS x ORDER BY x
  } AS inside
WHERE $place IS NULL OR size(inside) > 0
WITH k, i, r, [x IN [
    '重点发展' + i.name,
    CASE WHEN size(members) > 0 THEN '已有' + members[0] + CASE
      WHEN size(members) > 1 THEN '等' + toString(size(members)) + '家' ELSE '' END END,
    CASE WHEN size(tasks) > 0 THEN '任务“' + tasks[0] + '”涉及它' END,
    CASE WHEN size(inside) > 0 THEN '在' + inside[0] END
  ] WHERE x IS NOT NULL] AS reasons
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN k.name AS space, labels(k) AS label, size(reasons) AS matched, reasons AS reasons,
  COLLECT {
    MATCH (k)-[b:PART_OF|LOCATED_IN]->(w:Zone|Park|Place) WHERE b.confidence >= $min_confidence
    RETURN DISTINCT w.name AS x ORDER BY x
  } AS whole,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY matched DESC, space, r.id
