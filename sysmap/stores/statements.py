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
KNOWN_IDS = "SELECT id FROM record WHERE id IN (SELECT value FROM json_each(?))"

ADD_RECORD = "INSERT INTO record (id, kind, bulk, from_id, to_id, properties) VALUES (?, ?, ?, ?, ?, ?)"
SET_RECORD = "UPDATE record SET from_id = ?, to_id = ?, properties = ? WHERE id = ?"
REMOVE_RECORD = "DELETE FROM record WHERE id = ?"

HEAD = "SELECT coalesce(max(number), 0) FROM edit"
NUMBER_OF_EDIT = "SELECT number FROM edit WHERE id = ?"
EDIT = "SELECT id, time, role, what, why, undoes, redoes, changes FROM edit WHERE number = ?"
EDITS_SINCE = """
    SELECT id, time, role, what, why, undoes, redoes, changes FROM edit WHERE number > ? ORDER BY number
"""
ADD_EDIT = """
    INSERT INTO edit (number, id, time, role, what, why, undoes, redoes, changes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

SNAPSHOTS = "SELECT name, number, time, role, note FROM snapshot ORDER BY number, time, name"
TIME_OF_SNAPSHOT = "SELECT time FROM snapshot WHERE name = ?"
ADD_SNAPSHOT = "INSERT INTO snapshot (name, number, time, role, note) VALUES (?, ?, ?, ?, ?)"

CONFLICTS = "SELECT number, time, message, edit FROM conflict ORDER BY position"
KEEP_CONFLICT = "INSERT OR REPLACE INTO conflict (id, number, time, message, edit) VALUES (?, ?, ?, ?, ?)"
