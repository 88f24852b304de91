// name: gap-chain-leaders
// title: 未提及链主的产业链
// question: 哪些产业链未提及链主企业，文件另以什么称谓写到谁引领它？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) WHERE i.confidence >= 0.5 RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   finding: 结论
//   leaders: 以其他称谓引领的企业
//   weight: 与它有关的事实
//   rule: 判定规则
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (c:Company)-[q:LEADS]->(t:IndustryChain)
WHERE q.confidence >= $min_confidence AND q.role CONTAINS '链主'
WITH DISTINCT t
MATCH path = (t)-[:PART_OF*0..3]->(i:IndustryChain)
WHERE all(x IN relationships(path) WHERE x.confidence >= $min_confidence)
WITH collect(DISTINCT i.id) AS found
MATCH (i:IndustryChain)
WHERE i.confidence >= $min_confidence AND NOT i.id IN found
  AND ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
OPTIONAL MATCH (i)<-[w:FOCUSES_ON|PARTICIPATES_IN|LEADS]-(m)
WHERE w.confidence >= $min_confidence
WITH i, count(w) AS weight
OPTIONAL MATCH (p:Passage {id: i.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, '未提及链主' AS finding,
  COLLECT {
    MATCH (i)<-[q:LEADS]-(c:Company) WHERE q.confidence >= $min_confidence
    RETURN DISTINCT q.role + '：' + c.name AS x ORDER BY x
  } AS leaders,
  weight AS weight,
  '文件未提及被称为这条产业链（或属于它的环节、产业链）链主的企业；龙头、骨干等称谓不算，被称为链主而未写明哪条产业链的企业也不算' AS rule,
  d.name AS document, p.path AS section, i.evidence[0] AS span,
  [i.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, i.confidence AS confidence
ORDER BY weight DESC, chain, i.id
