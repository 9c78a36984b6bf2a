/**
 * Tables with rows of an app, in a column `app_id`, and the columns that tell and order its rows: an index leads
 * from the app along them. The rows of a deleted app are deleted in this order, bit by bit.
 */
export const tablesOfApps: Record<string, string[]> = {
  app_keys: ['secret_key'],
  users: ['id'],
  conversations: ['id'],
  participants: ['conversation_id', 'user_id'],
  memberships: ['user_id', 'conversation_id', 'from_event'],
  messages: ['conversation_id', 'seq'],
  idempotency_keys: ['conversation_id', 'idempotency_key'],
  streams: ['user_id', 'id'],
  purges: ['conversation_id'],
}

/**
 * The event log, with rows of all apps in one order, that of its ids. Rows of a deleted app keep their place in it
 * until the log is trimmed: streams of other apps may go on from there. They say nothing any more, and to nobody.
 */
export const logTable = 'events'

/**
 * Tables with rows of a conversation, in a column `conversation_id`, and when these go after it was deleted: at once,
 * with the event log, or bit by bit. The latter have a column `seq`, the number of the message that they
 * belong to, which keeps them apart from those of a new conversation with the same id.
 */
export const tablesOfConversations: Record<string, 'at once' | 'with the log' | { order: string }> =
  {
    participants: 'at once',
    memberships: 'with the log',
    events: 'with the log',
    messages: { order: 'seq' },
    idempotency_keys: { order: 'idempotency_key' },
    purges: 'at once',
  }

/** Tables that belong to no app. */
export const tablesOfNoApp = ['apps', 'consumers', 'nodes', 'schema_version', 'settings']
