// name: evidence
// title: 一个名称的出处
// question: 哪些段落写到一个名称（或别名、标识）？
// kind: rows
// parameters:
//   name: {type: string, title: 名称, example: 长三角数字干线, values: "MATCH (n) WHERE n.name IS NOT NULL AND NOT (n:Section OR n:Passage OR n:Target) RETURN DISTINCT n.name AS value ORDER BY value"}
// columns:
//   name: 名称
//   label: {title: 类别, shows: label}
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
WHERE (n.name = $name OR n.id = $name OR $name IN coalesce(n.aliases, []))
UNWIND range(0, size(n.evidence) - 1) AS place
OPTIONAL MATCH (p:Passage {id: n.passages[place]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN n.name AS name, labels(n) AS label, d.name AS document, p.path AS section,
  n.evidence[place] AS span,
  CASE WHEN p.page IS NULL THEN p.cell ELSE '第 ' + toString(p.page) + ' 页' END AS spot, n.rules[place] AS rule,
  d.file AS file, d.sha256 AS sha256, p.start AS text_start, p.end AS text_end, p.text AS text
ORDER BY n.id, place
