// name: list-companies-chains
// title: 企业目标库（在产业链上）
// question: 各产业链上有哪些企业，是什么角色，在哪个环节、哪个地方，是不是合伙人？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) UNWIND [i.name] + coalesce(i.aliases, []) AS value RETURN DISTINCT value AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   company: 企业
//   chain: 产业链
//   role: 角色
//   segment: 环节
//   places: 所在
//   batch: 合伙人批次
//   builds: 建设的项目与平台
//   tasks: 点名它的任务与计划
//   documents: 提及它的文件
//   document: 文件
//   section: 章节
//   quote: {title: 原文, shows: quote}
//   span: 出处
//   confidence: 置信度
MATCH (c:Company)-[r:LEADS|PARTICIPATES_IN]->(t:IndustryChain|Segment)
WHERE r.confidence >= $min_confidence
MATCH way = (t)-[:PART_OF*0..2]->(i:IndustryChain)
WHERE all(x IN relationships(way) WHERE x.confidence >= $min_confidence) AND ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
WITH DISTINCT c, r, t, i
WITH c, r, t, i,
  COLLECT {
    MATCH (c)-[l:LOCATED_IN]->(w)
    WHERE l.confidence >= $min_confidence
    RETURN DISTINCT w.name AS x ORDER BY x
  } AS spots,
  COLLECT {
    MATCH (c)-[z:PARTNER_OF]->(:Zone)
    WHERE z.confidence >= $min_confidence
    RETURN DISTINCT z.batch AS x ORDER BY x
  } AS batches,
  COLLECT {
    MATCH (c)-[b:BUILDS]->(w)
    WHERE b.confidence >= $min_confidence
    RETURN DISTINCT w.name AS x ORDER BY x
  } AS made,
  COLLECT {
    MATCH (c)<-[v:INVOLVES]-(g:Task|Programme)
    WHERE v.confidence >= $min_confidence
    RETURN DISTINCT g.name AS x ORDER BY x
  } AS named
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN c.name AS company, i.name AS chain,
  CASE WHEN type(r) = 'LEADS' THEN coalesce(r.role, '引领') ELSE '参与' END
    + CASE WHEN c:ChainLeader AND coalesce(r.role, '') <> '链主' THEN '（链主）' ELSE '' END AS role,
  CASE WHEN t.id = i.id THEN null ELSE t.name END AS segment,
  CASE WHEN size(spots) = 0 THEN ['未提及'] ELSE spots END AS places, batches AS batch, made AS builds,
  named AS tasks,
  COLLECT {
    UNWIND coalesce(c.documents, []) AS y
    MATCH (e:Document {id: y})
    RETURN DISTINCT e.name AS x ORDER BY x
  } AS documents,
  d.name AS document, p.path AS section, [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote,
  r.evidence[0] AS span, r.confidence AS confidence
ORDER BY chain, type(r), company, segment, r.id
