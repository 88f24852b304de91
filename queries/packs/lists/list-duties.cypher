// name: list-duties
// title: 任务责任清单
// question: 各项任务由哪些单位牵头、负责和配合，属于哪个计划，到哪一年，有什么数值？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) UNWIND [i.name] + coalesce(i.aliases, []) AS value RETURN DISTINCT value AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   programme: 计划或上级任务
//   number: 序号
//   task: 任务
//   leading: 牵头单位
//   units: 责任单位
//   supporting: 配合单位
//   from: 规划起始年
//   deadline: 规划截止年
//   values: 写明的指标值
//   involved: 点名的企业
//   document: 文件
//   section: 章节
//   quote: {title: 原文, shows: quote}
//   span: 出处
//   confidence: 置信度
MATCH (t:Task)
WHERE t.confidence >= $min_confidence
  AND ($chain IS NULL OR EXISTS {
    MATCH (t)-[f:FOCUSES_ON]->(i:IndustryChain)
    WHERE f.confidence >= $min_confidence AND (i.name = $chain OR $chain IN coalesce(i.aliases, []))
  })
WITH t,
  COLLECT {
    MATCH (t)-[b:PART_OF]->(g:Programme|Task)
    WHERE b.confidence >= $min_confidence
    RETURN DISTINCT g.name AS x ORDER BY x
  } AS programmes,
  COLLECT {
    MATCH (t)<-[q:RESPONSIBLE_FOR]-(u)
    WHERE q.confidence >= $min_confidence
    RETURN [u.name, coalesce(q.role, '责任')] AS x ORDER BY q.order, u.name
  } AS answering,
  COLLECT {
    MATCH (t)-[h:HAS_INDICATOR]->(n:Indicator)-[v:HAS_VALUE]->(w:Target)
    WHERE h.confidence >= $min_confidence AND v.confidence >= $min_confidence
    RETURN n.name + coalesce(' ' + toString(w.year), '') + '：' + coalesce(w.raw, toString(w.value)) AS x ORDER BY x
  } AS figures,
  COLLECT {
    MATCH (t)-[v:INVOLVES]->(c:Company)
    WHERE v.confidence >= $min_confidence
    RETURN DISTINCT c.name AS x ORDER BY x
  } AS firms
WITH t, programmes, figures, firms, [x IN answering WHERE x[1] = '牵头' | x[0]] AS heads,
  [x IN answering WHERE NOT x[1] IN ['牵头', '配合'] | x[0]] AS bodies,
  [x IN answering WHERE x[1] = '配合' | x[0]] AS helpers
CALL (t) {
  OPTIONAL MATCH (t)<-[q:RESPONSIBLE_FOR]-()
  WHERE q.confidence >= $min_confidence
  RETURN q AS best
  ORDER BY q.order, q.id
  LIMIT 1
}
OPTIONAL MATCH (p:Passage {id: coalesce(best.passages[0], t.passages[0])})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN CASE WHEN size(programmes) = 0 THEN ['未提及'] ELSE programmes END AS programme, t.number AS number,
  t.name AS task, CASE WHEN size(heads) = 0 THEN ['未提及'] ELSE heads END AS leading,
  CASE WHEN size(bodies) = 0 THEN ['未提及'] ELSE bodies END AS units,
  CASE WHEN size(helpers) = 0 THEN ['未提及'] ELSE helpers END AS supporting,
  d.period_start AS from, d.period_end AS deadline, figures AS values, firms AS involved,
  d.name AS document, p.path AS section,
  [coalesce(best.evidence[0], t.evidence[0]), p.start, p.end, p.text, d.sha256] AS quote,
  coalesce(best.evidence[0], t.evidence[0]) AS span, coalesce(best.confidence, t.confidence) AS confidence
ORDER BY size(heads) + size(bodies) = 0, document DESC, t.order, t.id
