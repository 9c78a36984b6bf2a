import type { Dialect } from '../engine.ts'
import { search } from './search.ts'

export const dialect: Dialect = {
  text: 'TEXT COLLATE "C"',
  identity: 'BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY',
  clustered: '',
  shared: true,
  log: {
    column: 'xid xid8 NOT NULL DEFAULT pg_current_xact_id(),',
    xid: 'xid',
    key: '(xid, id)',
    cursor: '($1, $2)',
    isSettled: 'xid < pg_snapshot_xmin(pg_current_snapshot())',
    ascending: 'xid, id',
    descending: 'xid DESC, id DESC',
    ends: `from_xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
      to_xid xid8 NOT NULL DEFAULT '${Number.MAX_SAFE_INTEGER}',`,
    from: '(from_xid, from_event)',
    to: '(to_xid, to_event)',
    endsHere: 'to_xid = pg_current_xact_id(), ',
  },
  search,
}
