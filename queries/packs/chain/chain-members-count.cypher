// name: chain-members-count
// title: 企业、平台、园区、任务等的总数（产业链成员）
// question: 文件一共写到多少家企业、机构，多少个平台载体、项目、园区、片区、行政区划、任务和计划？
// kind: count
// of: chain-members
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   total: 总数
MATCH (m:Company|Organization|Platform|Project|Park|Zone|Place|Task|Programme)
WHERE m.confidence >= $min_confidence
RETURN count(m) AS total
