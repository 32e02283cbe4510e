// Which competitions brought one bid only?
// Agreements awarded in an open or competitive flexible procedure for which one bid came in. It is a question to ask and
// says nothing else: a thin market looks like that too.
// Returns agreement: the id of the agreement.
// Returns name: its name.
// Returns procedure: how it was awarded.
MATCH (agreement:SysmapRecord&Agreement)
WHERE agreement.map = $map AND agreement.id IS NOT NULL AND agreement.scenario IS NULL
  AND agreement.procedure IN ['open', 'competitive_flexible'] AND agreement.bids_received = 1
RETURN agreement.id AS agreement, agreement.name AS name, agreement.procedure AS procedure
ORDER BY agreement
