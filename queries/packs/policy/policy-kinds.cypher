// name: policy-kinds
// title: 面向各类企业的政策
// question: 哪些任务和计划写到某类企业（专精特新、独角兽、中小企业、总部……）？
// kind: rows
// parameters:
//   kind: {type: string, title: 企业类型（文中用词）, default: null, values: "UNWIND ['总部', '外资', '国有企业', '民营企业', '平台企业', '龙头企业', '链主', '专精特新', '独角兽', '高新技术企业', '创新型企业', '科技企业', '上市公司', '初创'] AS v RETURN v AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   kind: 企业类型
//   policy: 任务或计划
//   label: {title: 类别, shows: label}
//   where_found: 写在
//   industries: 产业
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (t:Task|Programme)
WHERE t.confidence >= $min_confidence
OPTIONAL MATCH (o:Passage {id: t.passages[0]})
WITH t, coalesce(o.text, '') AS told, CASE WHEN $kind IS NULL THEN ['总部', '外资', '平台企业', '龙头企业', '链主', '专精特新', '独角兽', '高新技术企业', '创新型企业', '上市公司', '初创', '中小企业', '小微企业', '中小微企业'] ELSE [$kind] END AS words
UNWIND words AS word
WITH word, t, t.name CONTAINS word AS named, told CONTAINS word AS told
WHERE named OR told
OPTIONAL MATCH (p:Passage {id: t.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN word AS kind, t.name AS policy, labels(t) AS label, CASE WHEN named THEN '名称' ELSE '正文' END AS where_found,
  COLLECT {
    MATCH (t)-[f:FOCUSES_ON]->(i:IndustryChain) WHERE f.confidence >= $min_confidence RETURN DISTINCT i.name AS x ORDER BY x
  } AS industries,
  d.name AS document, p.path AS section, t.evidence[0] AS span,
  [t.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, t.confidence AS confidence
ORDER BY kind, where_found, policy, t.id
