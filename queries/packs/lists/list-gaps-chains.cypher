// name: list-gaps-chains
// title: 补链固链强链（产业链）
// question: 各产业链在文件里提及了哪些企业，哪些要补链、固链、强链？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) UNWIND [i.name] + coalesce(i.aliases, []) AS value RETURN DISTINCT value AS value ORDER BY value"}
//   few: {type: integer, title: 固链企业数上限, default: 2}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   object: 环节
//   position: 上下游
//   action: 分类
//   rule: 判定规则
//   leaders: 链主与龙头
//   companies: 提及的企业
//   platforms: 平台与项目
//   parks: 发展它的园区
//   units: 相关任务的责任单位
//   partners: 相关任务提到的合伙人
//   suggestion: 工作线索
//   document: 文件
//   section: 章节
//   quote: {title: 原文, shows: quote}
//   span: 出处
//   confidence: 置信度
MATCH (i:IndustryChain)
WHERE i.confidence >= $min_confidence
  AND ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
WITH i,
  COLLECT {
    MATCH (c:Company)-[r:LEADS]->(i)
    WHERE r.confidence >= $min_confidence
    RETURN DISTINCT c.name AS x ORDER BY x
  } AS led,
  COLLECT {
    MATCH way = (i)<-[:PART_OF*0..2]-(t:IndustryChain|Segment)<-[:LEADS|PARTICIPATES_IN]-(c:Company)
    WHERE all(r IN relationships(way) WHERE r.confidence >= $min_confidence)
    RETURN DISTINCT c.name AS x ORDER BY x
  } AS firms,
  COLLECT {
    MATCH (i)<-[r:PART_OF]-(s:Segment)
    WHERE r.confidence >= $min_confidence
    RETURN DISTINCT s.name AS x ORDER BY x
  } AS links,
  COLLECT {
    MATCH (k:Park)-[r:FOCUSES_ON]->(i)
    WHERE r.confidence >= $min_confidence
    RETURN DISTINCT k.name AS x ORDER BY x
  } AS grounds,
  COLLECT {
    MATCH (i)<-[f:FOCUSES_ON]-(t:Task)<-[q:RESPONSIBLE_FOR]-(u)
    WHERE f.confidence >= $min_confidence AND q.confidence >= $min_confidence
    RETURN DISTINCT u.name AS x ORDER BY x
  } AS asked
WHERE $chain IS NOT NULL OR size(firms) + size(links) + size(grounds) + size(asked) > 0
WITH i, led, firms, links, grounds, asked,
  COLLECT {
    MATCH (e:Platform|Project)-[r:PARTICIPATES_IN]->(i)
    WHERE r.confidence >= $min_confidence
    RETURN DISTINCT e.name AS x ORDER BY x
  } AS carriers,
  COLLECT {
    MATCH (i)<-[f:FOCUSES_ON]-(t:Task)-[v:INVOLVES]->(c:Partner)
    WHERE f.confidence >= $min_confidence AND v.confidence >= $min_confidence AND NOT c.name IN firms
    RETURN DISTINCT c.name AS x ORDER BY x
  } AS allies
CALL (i) {
  OPTIONAL MATCH (x:Company|Park)-[r:LEADS|PARTICIPATES_IN|FOCUSES_ON]->(i)
  WHERE r.confidence >= $min_confidence
  RETURN r AS best
  ORDER BY CASE type(r) WHEN 'LEADS' THEN 0 WHEN 'PARTICIPATES_IN' THEN 1 ELSE 2 END, r.confidence DESC, r.id
  LIMIT 1
}
OPTIONAL MATCH (p:Passage {id: coalesce(best.passages[0], i.passages[0])})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, '（全链）' AS object, null AS position,
  CASE WHEN size(led) > 0 OR size(firms) > $few THEN '强链'
    WHEN size(firms) > 0 THEN '固链' ELSE '补链' END AS action,
  CASE WHEN size(led) > 0 THEN '文件称 ' + toString(size(led)) + ' 家企业为该产业链的链主、龙头或骨干'
    WHEN size(firms) > $few THEN '文件提及 ' + toString(size(firms)) + ' 家企业，未提及链主或龙头'
    WHEN size(firms) > 0 THEN '文件提及的企业只有 ' + toString(size(firms)) + ' 家，未提及链主或龙头'
    ELSE '文件写到该产业链，企业名称未提及' END AS rule,
  led AS leaders, CASE WHEN size(firms) = 0 THEN ['未提及'] ELSE firms END AS companies,
  carriers AS platforms, CASE WHEN size(grounds) = 0 THEN ['未提及'] ELSE grounds END AS parks,
  CASE WHEN size(asked) = 0 THEN ['未提及'] ELSE asked END AS units, allies AS partners,
  CASE WHEN size(grounds) > 0 THEN '可问发展它的园区；' ELSE '' END
    + CASE WHEN size(asked) > 0 THEN '可问相关任务的责任单位；' ELSE '' END
    + CASE WHEN size(led) > 0 THEN '可请链主与龙头牵线；' ELSE '' END
    + CASE WHEN size(allies) > 0 THEN '可对接相关任务提到的合伙人；' ELSE '' END
    + CASE WHEN size(grounds) + size(asked) + size(led) + size(allies) = 0 THEN '文件未给出线索' ELSE '' END AS suggestion,
  d.name AS document, p.path AS section,
  [coalesce(best.evidence[0], i.evidence[0]), p.start, p.end, p.text, d.sha256] AS quote,
  coalesce(best.evidence[0], i.evidence[0]) AS span, coalesce(best.confidence, i.confidence) AS confidence
ORDER BY size(led) DESC, size(firms) DESC, size(links) DESC, size(grounds) DESC, chain, i.id
