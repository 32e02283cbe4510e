// Which named loops pass through this, and do they feed themselves or keep in check?
// A loop whose links do not close any more is undetermined, as is one with a link whose way is unsure.
// Parameter element id: the factor or service.
// Returns loop: the id of the loop.
// Returns name: its name.
// Returns type: R, feeds itself; B, keeps in check; or undetermined.
MATCH (loop:SysmapRecord&Loop)-[p:PASSES_THROUGH]->(:SysmapRecord {map: $map, id: $element})
WHERE loop.map = $map AND loop.id IS NOT NULL AND loop.scenario IS NULL
WITH DISTINCT loop
MATCH (loop)-[step:PASSES_THROUGH]->(here)
WITH loop, step, here ORDER BY step.order
WITH loop, collect({here: here, link: step.relationship_id}) AS steps
UNWIND range(0, size(steps) - 1) AS number
WITH loop, steps, steps[number].here AS here, steps[number].link AS wanted,
     steps[(number + 1) % size(steps)].here AS next, number
OPTIONAL MATCH (here)-[link:INFLUENCES]->(next)
WHERE link.scenario IS NULL AND (wanted IS NULL OR link.id = wanted)
WITH loop, steps, number, collect(DISTINCT coalesce(link.polarity, CASE WHEN link IS NULL THEN NULL ELSE '?' END)) AS signs
WITH loop, steps, collect(CASE size(signs) WHEN 1 THEN signs[0] ELSE '?' END) AS signs
RETURN loop.id AS loop, loop.name AS name,
       CASE
         WHEN any(sign IN signs WHERE NOT sign IN ['+', '-']) THEN 'undetermined'
         WHEN size(coalesce(loop.relationship_ids, steps)) <> size(steps) THEN 'undetermined'
         WHEN size([sign IN signs WHERE sign = '-']) % 2 = 0 THEN 'R'
         ELSE 'B'
       END AS type
ORDER BY loop
