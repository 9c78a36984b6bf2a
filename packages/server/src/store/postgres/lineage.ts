/** What identifies a database; see `Engine`. */
export const lineage = `SELECT
  s.system_identifier || '.' || (SELECT oid FROM pg_database WHERE datname = current_database())
    AS origin,
  c.timeline_id::text AS timeline
  FROM pg_control_system() AS s, pg_control_checkpoint() AS c`
