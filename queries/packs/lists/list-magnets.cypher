// name: list-magnets
// title: 磁力企业候选池
// question: 哪些企业可能吸引别的企业，各符合几条标准？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) UNWIND [i.name] + coalesce(i.aliases, []) AS value RETURN DISTINCT value AS value ORDER BY value"}
//   least: {type: integer, title: 至少符合几条, default: 2}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   company: 企业
//   met: 符合条数
//   explained: 符合的标准
//   leader: 链主或龙头
//   partner: 合伙人
//   builds: 建设项目与平台数
//   chains: 产业链与环节数
//   parks: 所在园区与片区数
//   tasks: 点名它的任务与计划数
//   cooperations: 写明的合作数
//   chain: 产业链
//   document: 文件
//   section: 章节
//   quote: {title: 原文, shows: quote}
//   span: 出处
//   confidence: 置信度
MATCH (c:Company)
WHERE c.confidence >= $min_confidence
WITH c,
  COUNT { MATCH (c)-[r:LEADS]->() WHERE r.confidence >= $min_confidence } AS leads,
  COUNT { MATCH (c)-[r:PARTNER_OF]->() WHERE r.confidence >= $min_confidence } AS partnerships,
  COUNT { MATCH (c)-[r:BUILDS]->() WHERE r.confidence >= $min_confidence } AS made,
  COLLECT {
    MATCH (c)-[r:LEADS|PARTICIPATES_IN]->(i:IndustryChain|Segment)
    WHERE r.confidence >= $min_confidence
    RETURN DISTINCT i.name AS x ORDER BY x
  } AS inside,
  COLLECT {
    MATCH (c)-[r:LOCATED_IN]->(k:Park|Zone)
    WHERE r.confidence >= $min_confidence
    RETURN DISTINCT k.name AS x ORDER BY x
  } AS spots,
  COLLECT {
    MATCH (c)<-[r:INVOLVES]-(t:Task|Programme)
    WHERE r.confidence >= $min_confidence
    RETURN DISTINCT t.id AS x ORDER BY x
  } AS named,
  COUNT { MATCH (c)-[r:COOPERATES_WITH]-() WHERE r.confidence >= $min_confidence } AS ties
WITH c, partnerships, made, inside, spots, named, ties, leads > 0 OR c:ChainLeader AS leading
WHERE $chain IS NULL OR EXISTS {
  MATCH (c)-[r:LEADS|PARTICIPATES_IN]->(i:IndustryChain)
  WHERE r.confidence >= $min_confidence AND (i.name = $chain OR $chain IN coalesce(i.aliases, []))
}
WITH c, partnerships, made, inside, spots, named, ties, leading,
  CASE WHEN leading THEN ['链主或龙头'] ELSE [] END
    + CASE WHEN partnerships > 0 THEN ['合伙人'] ELSE [] END
    + CASE WHEN made > 0 THEN ['建设项目或平台'] ELSE [] END
    + CASE WHEN size(inside) > 0 THEN ['在产业链上'] ELSE [] END
    + CASE WHEN size(spots) > 0 THEN ['已在园区或片区'] ELSE [] END
    + CASE WHEN size(named) > 0 THEN ['任务或计划点名'] ELSE [] END
    + CASE WHEN ties > 0 THEN ['有写明的合作'] ELSE [] END AS reasons
WHERE size(reasons) >= $least
CALL (c) {
  OPTIONAL MATCH (c)-[r:LEADS|PARTNER_OF|BUILDS|PARTICIPATES_IN|LOCATED_IN]->()
  WHERE r.confidence >= $min_confidence
  RETURN r AS best
  ORDER BY CASE type(r) WHEN 'LEADS' THEN 0 WHEN 'PARTNER_OF' THEN 1 WHEN 'BUILDS' THEN 2 ELSE 3 END,
    r.confidence DESC, r.id
  LIMIT 1
}
OPTIONAL MATCH (p:Passage {id: coalesce(best.passages[0], c.passages[0])})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN c.name AS company, size(reasons) AS met, reasons AS explained,
  CASE WHEN leading THEN '是' ELSE '否' END AS leader, CASE WHEN partnerships > 0 THEN '是' ELSE '否' END AS partner,
  made AS builds, size(inside) AS chains, size(spots) AS parks, size(named) AS tasks,
  ties AS cooperations, CASE WHEN size(inside) = 0 THEN ['未提及'] ELSE inside END AS chain,
  d.name AS document, p.path AS section,
  [coalesce(best.evidence[0], c.evidence[0]), p.start, p.end, p.text, d.sha256] AS quote,
  coalesce(best.evidence[0], c.evidence[0]) AS span, coalesce(best.confidence, c.confidence) AS confidence
ORDER BY met DESC, leader DESC, size(named) DESC, company, c.id
