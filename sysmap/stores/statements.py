"""Every SQL statement that a map file is read and written with."""

RECORDS = "SELECT id, kind, properties FROM record ORDER BY position"
RECORDS_NOT_BULK = "SELECT id, kind, properties FROM record WHERE bulk = 0 ORDER BY position"
RECORDS_OF_KIND = "SELECT id, kind, properties FROM record WHERE kind = ? ORDER BY position"
RECORDS_OF_IDS = """
    SELECT id, kind, properties FROM record WHERE id IN (SELECT value FROM json_each(?)) ORDER BY position
"""
HANGING_ON_IDS = """
    SELECT id, kind, properties FROM record
    WHERE (from_id != '' AND from_id IN (SELECT value FROM json_each(?)))
       OR (to_id != '' AND to_id IN (SELECT value FROM json_each(?)))
    LIMIT 1
"""
"""The conditions on '' are those of the indexes, which SQLite uses only where a statement repeats them."""
COUNTS = "SELECT kind, count(*) FROM record GROUP BY kind"
LOOSE_END = """
    SELECT r.id, r.kind, r.properties, r.from_id, r.to_id FROM record r
    WHERE (r.from_id != '' AND NOT EXISTS (SELECT 1 FROM record e WHERE e.id = r.from_id))
       OR (r.to_id != '' AND NOT EXISTS (SELECT 1 FROM record e WHERE e.id = r.to_id))
    LIMIT 1
"""
KNOWN_IDS = "SELECT id FROM record WHERE id IN (SELECT value FROM json_each(?))"

ADD_RECORD = "INSERT INTO record (id, kind, bulk, from_id, to_id, properties) VALUES (?, ?, ?, ?, ?, ?)"
SET_RECORD = "UPDATE record SET from_id = ?, to_id = ?, properties = ? WHERE id = ?"
REMOVE_RECORD = "DELETE FROM record WHERE id = ?"

HEAD = "SELECT coalesce(max(number), 0) FROM edit"
NUMBER_OF_EDIT = "SELECT number FROM edit WHERE id = ?"
HEADINGS_BETWEEN = """
    SELECT number, json_array_length(changes) + coalesce((SELECT sum(size) FROM edit_part WHERE edit = number), 0),
           id, time, role, what, why, undoes, redoes
    FROM edit WHERE number > ? AND number <= ? ORDER BY number
"""
EDITS_BETWEEN = """
    SELECT number, coalesce((SELECT sum(size) FROM edit_part WHERE edit = number), 0),
           id, time, role, what, why, undoes, redoes, changes
    FROM edit WHERE number > ? AND number <= ? ORDER BY number
"""
FURTHER_PARTS = "SELECT start, changes FROM edit_part WHERE edit = ? ORDER BY start"
ADD_EDIT = """
    INSERT INTO edit (number, id, time, role, what, why, undoes, redoes, changes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
ADD_PART = "INSERT INTO edit_part (edit, start, size, changes) VALUES (?, ?, ?, ?)"

SNAPSHOTS = "SELECT name, number, time, role, note FROM snapshot ORDER BY number, time, name"
TIME_OF_SNAPSHOT = "SELECT time FROM snapshot WHERE name = ?"
ADD_SNAPSHOT = "INSERT INTO snapshot (name, number, time, role, note) VALUES (?, ?, ?, ?, ?)"

CONFLICTS = "SELECT number, time, message, edit FROM conflict ORDER BY position"
KEEP_CONFLICT = "INSERT OR REPLACE INTO conflict (id, number, time, message, edit) VALUES (?, ?, ?, ?, ?)"
