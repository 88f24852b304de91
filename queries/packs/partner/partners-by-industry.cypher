// name: partners-by-industry
// title: 合伙人的产业
// question: 合伙人各在哪条产业链上：自己引领或参与，或由它建设的项目和平台得知？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) WHERE i.confidence >= 0.5 RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   partner: 合伙人
//   basis: 依据
//   via: 经由
//   role: 角色
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (c:Company|Organization)-[z:PARTNER_OF]->(w:Zone)
WHERE z.confidence >= $min_confidence
MATCH (c)-[r:LEADS|PARTICIPATES_IN|BUILDS]->(m:IndustryChain|Segment|Project|Platform)
WHERE r.confidence >= $min_confidence
OPTIONAL MATCH (m)-[q:PARTICIPATES_IN|PART_OF]->(j:IndustryChain)
WHERE q.confidence >= $min_confidence
WITH DISTINCT c, r, m, CASE WHEN m:IndustryChain THEN m ELSE j END AS i
WHERE i IS NOT NULL AND ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, c.name AS partner,
  CASE type(r) WHEN 'LEADS' THEN '引领' WHEN 'BUILDS' THEN '建设的项目或平台属于它' ELSE '参与' END AS basis,
  CASE WHEN m.id = i.id THEN null ELSE m.name END AS via, r.role AS role,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY chain, basis, partner, via, r.id
