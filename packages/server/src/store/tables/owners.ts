/**
 * Tables with rows of an app, in a column `app_id`, and the columns of an index that starts with `app_id`. The rows of a
 * deleted app are deleted in the order of this index, in batches.
 */
export const tablesOfApps: Record<string, string[]> = {
  app_keys: ['secret_key'],
  users: ['id'],
  conversations: ['id'],
  participants: ['conversation_id', 'user_id'],
  memberships: ['user_id', 'conversation_id', 'from_event'],
  messages: ['conversation_id', 'seq'],
  mentions: ['user_id', 'conversation_id', 'seq'],
  reactions: ['user_id', 'conversation_id', 'seq', 'emoji'],
  missed: ['conversation_id'],
  message_words: ['conversation_id', 'seq'],
  message_blocks: ['conversation_id', 'block'],
  idempotency_keys: ['conversation_id', 'idempotency_key'],
  message_files: ['conversation_id', 'seq'],
  files: ['id'],
  streams: ['user_id', 'id'],
  webhooks: ['id'],
  purges: ['conversation_id'],
  webhook_progress: ['webhook_id'],
  webhook_rests: ['webhook_id', 'rest_key'],
  webhook_attempts: ['webhook_id', 'id'],
  anonymizations: ['user_id'],
  usage_days: ['day'],
  usage_totals: ['app_id'],
}

/**
 * The event log, with rows of all apps in the order of their ids. Rows of a deleted app stay until the log is trimmed,
 * since streams of other apps may resume from them. Their contents and the lists of their readers are removed.
 */
export const logTable = 'events'

/**
 * Tables with a column `conversation_id`, and when their rows are deleted after the conversation: immediately, with the
 * event log, or in batches. The last kind has a column `seq`, the sequence number of the message. With it, a new
 * conversation with the same id keeps its rows.
 */
export const tablesOfConversations: Record<
  string,
  'at once' | 'with the log' | { order: string[] }
> = {
  participants: 'at once',
  missed: 'at once',
  memberships: 'with the log',
  events: 'with the log',
  // First, so that the files are gone soon.
  message_files: { order: ['seq'] },
  messages: { order: ['seq'] },
  mentions: { order: ['seq'] },
  reactions: { order: ['seq', 'emoji', 'created_at', 'user_id'] },
  message_words: { order: ['seq'] },
  message_blocks: 'at once',
  idempotency_keys: { order: ['idempotency_key'] },
  purges: 'at once',
}

/** Tables without an app. */
export const tablesOfNoApp = [
  'admin_secrets',
  'apps',
  'consumers',
  'nodes',
  'schema_version',
  'settings',
]
