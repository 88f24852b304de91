// name: corridor-places
// title: 廊道与沿线
// question: 一条廊道（G50、轨道交通……）经过、组成哪些地方，哪些任务建设它，那里或任务里有哪些园区？
// kind: rows
// parameters:
//   corridor: {type: string, title: 廊道, default: null, values: "MATCH (v:Corridor) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   corridor: 廊道
//   place: 地方或任务
//   label: {title: 类别, shows: label}
//   relation: {title: 关系, shows: relationship}
//   parks: 那里或任务涉及的园区
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (o:Corridor)-[r:PASSES_THROUGH|PART_OF|INVOLVES]-(m:Place|Zone|Task|Programme)
WHERE r.confidence >= $min_confidence
  AND ($corridor IS NULL OR o.name = $corridor OR $corridor IN coalesce(o.aliases, []))
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN o.name AS corridor, m.name AS place, labels(m) AS label, type(r) AS relation,
  COLLECT {
    MATCH (m)-[q:PART_OF|LOCATED_IN|INVOLVES]-(k:Park) WHERE q.confidence >= $min_confidence RETURN DISTINCT k.name AS x
      ORDER BY x
  } AS parks,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY m:Task OR m:Programme, corridor, relation, place, r.id
