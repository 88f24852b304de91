// name: evidence-relation
// title: 一个关系的出处
// question: 哪些段落写到一个关系（TYPE|起点标识|终点标识）？
// kind: rows
// parameters:
//   id: {type: string, title: 关系标识, example: "FOCUSES_ON|Park:市西软件信息园|IndustryChain:人工智能"}
// columns:
//   name: 起点
//   relation: {title: 关系, shows: relationship}
//   other: 终点
//   document: 文件
//   section: 章节
//   span: 出处
//   spot: 页码或单元格
//   rule: 规则
//   file: 文件名
//   sha256: 校验和
//   text_start: 段落起
//   text_end: 段落止
//   text: 段落原文
MATCH (n)
WHERE $id CONTAINS '|' + n.id + '|'
MATCH (n)-[r]->(m)
WHERE r.id = $id
UNWIND range(0, size(r.evidence) - 1) AS place
OPTIONAL MATCH (p:Passage {id: r.passages[place]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN n.name AS name, type(r) AS relation, m.name AS other, d.name AS document, p.path AS section,
  r.evidence[place] AS span,
  CASE WHEN p.page IS NULL THEN p.cell ELSE '第 ' + toString(p.page) + ' 页' END AS spot, r.rules[place] AS rule,
  d.file AS file, d.sha256 AS sha256, p.start AS text_start, p.end AS text_end, p.text AS text
ORDER BY place
