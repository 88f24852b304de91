// name: dossier-chain
// title: 五个一：产业链
// question: 有哪些产业链，各有什么别名，最早写在哪里？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   aliases: 别名
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (i:IndustryChain)
WHERE i.confidence >= $min_confidence
  AND ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
OPTIONAL MATCH (p:Passage {id: i.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, coalesce(i.aliases, []) AS aliases,
  d.name AS document, p.path AS section, i.evidence[0] AS span,
  [i.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, i.confidence AS confidence
ORDER BY chain, i.id
