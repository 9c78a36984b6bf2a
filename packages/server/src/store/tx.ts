import type { FileUrl } from '../model/file.ts'
import type { Dialect, ReadConnection, WriteConnection } from './engine.ts'
import { adminSecretReads, adminSecretWrites } from './tables/admin-secrets.ts'
import { anonymizationReads, anonymizationWrites } from './tables/anonymizations.ts'
import { appRowReads, appRowWrites } from './tables/app-rows.ts'
import { appReads, appWrites } from './tables/apps.ts'
import { consumerReads, consumerWrites } from './tables/consumers.ts'
import { conversationReads, conversationWrites } from './tables/conversations.ts'
import { eventRedaction } from './tables/event-redaction.ts'
import { eventWrites } from './tables/event-writes.ts'
import { eventReads } from './tables/events.ts'
import { fileReads, fileWrites } from './tables/files.ts'
import { idempotencyKeyReads, idempotencyKeyWrites } from './tables/idempotency-keys.ts'
import { logState } from './tables/log-state.ts'
import { logTimes } from './tables/log-times.ts'
import { logTrimming } from './tables/log-trimming.ts'
import { membershipReads, membershipWrites } from './tables/memberships.ts'
import { mentionReads, mentionWrites } from './tables/mentions.ts'
import { messageWordReads, messageWordWrites } from './tables/message-words.ts'
import { messageReads, messageWrites } from './tables/messages.ts'
import { missedReads, missedWrites } from './tables/missed.ts'
import { nodeReads, nodeWrites } from './tables/nodes.ts'
import { participantReads, participantWrites } from './tables/participants.ts'
import { purgeReads, purgeWrites } from './tables/purges.ts'
import { reactionReads, reactionWrites } from './tables/reactions.ts'
import { settingReads, settingWrites } from './tables/settings.ts'
import { streamReads, streamWrites } from './tables/streams.ts'
import { usageReads, usageWrites } from './tables/usage.ts'
import { userConversationReads } from './tables/user-conversations.ts'
import { userReads, userWrites } from './tables/users.ts'
import { webhookAttemptReads, webhookAttemptWrites } from './tables/webhook-attempts.ts'
import { webhookProgressReads, webhookProgressWrites } from './tables/webhook-progress.ts'
import { webhookRestReads } from './tables/webhook-rests.ts'
import { webhookReads, webhookWrites } from './tables/webhooks.ts'

/** The context of tables. `urlOf` returns the URLs of files, which are not stored. */
interface Place<Connection = ReadConnection> {
  db: Connection
  dialect: Dialect
  urlOf: FileUrl
}

const readTables = {
  adminSecrets: ({ db }: Place) => adminSecretReads(db),
  anonymizations: ({ db }: Place) => anonymizationReads(db),
  apps: ({ db }: Place) => appReads(db),
  appRows: ({ db }: Place) => appRowReads(db),
  users: ({ db }: Place) => userReads(db),
  conversations: ({ db, urlOf }: Place) => conversationReads(db, urlOf),
  userConversations: ({ db, urlOf }: Place) => userConversationReads(db, urlOf),
  participants: ({ db }: Place) => participantReads(db),
  messages: ({ db, urlOf }: Place) => messageReads(db, urlOf),
  mentions: ({ db }: Place) => mentionReads(db),
  missed: ({ db }: Place) => missedReads(db),
  reactions: ({ db }: Place) => reactionReads(db),
  messageWords: ({ db, dialect }: Place) => messageWordReads(db, dialect),
  idempotencyKeys: ({ db }: Place) => idempotencyKeyReads(db),
  files: ({ db, urlOf }: Place) => fileReads(db, urlOf),
  events: ({ db, dialect, urlOf }: Place) => eventReads(db, dialect, urlOf),
  logTimes: ({ db, dialect, urlOf }: Place) => logTimes(db, dialect, urlOf),
  logState: ({ db, dialect, urlOf }: Place) => logState(db, dialect, urlOf),
  memberships: ({ db, dialect }: Place) => membershipReads(db, dialect),
  consumers: ({ db }: Place) => consumerReads(db),
  settings: ({ db }: Place) => settingReads(db),
  nodes: ({ db }: Place) => nodeReads(db),
  streams: ({ db }: Place) => streamReads(db),
  purges: ({ db }: Place) => purgeReads(db),
  usage: ({ db }: Place) => usageReads(db),
  webhooks: ({ db }: Place) => webhookReads(db),
  webhookProgress: ({ db }: Place) => webhookProgressReads(db),
  webhookRests: ({ db }: Place) => webhookRestReads(db),
  webhookAttempts: ({ db }: Place) => webhookAttemptReads(db),
}

const writeTables = {
  adminSecrets: ({ db }: Place<WriteConnection>) => adminSecretWrites(db),
  anonymizations: ({ db }: Place<WriteConnection>) => anonymizationWrites(db),
  apps: ({ db }: Place<WriteConnection>) => appWrites(db),
  appRows: ({ db }: Place<WriteConnection>) => appRowWrites(db),
  users: ({ db }: Place<WriteConnection>) => userWrites(db),
  conversations: ({ db }: Place<WriteConnection>) => conversationWrites(db),
  participants: ({ db, dialect }: Place<WriteConnection>) => participantWrites(db, dialect),
  messages: ({ db, dialect }: Place<WriteConnection>) => messageWrites(db, dialect),
  messageWords: ({ db, dialect }: Place<WriteConnection>) => messageWordWrites(db, dialect),
  mentions: ({ db }: Place<WriteConnection>) => mentionWrites(db),
  missed: ({ db }: Place<WriteConnection>) => missedWrites(db),
  reactions: ({ db }: Place<WriteConnection>) => reactionWrites(db),
  idempotencyKeys: ({ db }: Place<WriteConnection>) => idempotencyKeyWrites(db),
  files: ({ db, urlOf }: Place<WriteConnection>) => fileWrites(db, urlOf),
  events: ({ db, dialect }: Place<WriteConnection>) => ({
    ...eventWrites(db, dialect),
    ...eventRedaction(db),
    ...logTrimming(db, dialect),
  }),
  memberships: ({ db, dialect }: Place<WriteConnection>) => membershipWrites(db, dialect),
  consumers: ({ db }: Place<WriteConnection>) => consumerWrites(db),
  settings: ({ db }: Place<WriteConnection>) => settingWrites(db),
  usage: ({ db, dialect }: Place<WriteConnection>) => usageWrites(db, dialect),
  nodes: ({ db }: Place<WriteConnection>) => nodeWrites(db),
  streams: ({ db }: Place<WriteConnection>) => streamWrites(db),
  purges: ({ db }: Place<WriteConnection>) => purgeWrites(db),
  webhooks: ({ db }: Place<WriteConnection>) => webhookWrites(db),
  webhookProgress: ({ db }: Place<WriteConnection>) => webhookProgressWrites(db),
  webhookAttempts: ({ db }: Place<WriteConnection>) => webhookAttemptWrites(db),
}

type Made<Tables extends Record<string, (at: never) => object>> = {
  readonly [Name in keyof Tables]: ReturnType<Tables[Name]>
}

/** The tables, for reading. */
export type ReadTx = Made<typeof readTables>

/** The tables inside a write transaction, which reads its own writes. */
export type WriteTx = ReadTx & Made<typeof writeTables>

export const reads: (at: Place) => ReadTx = madeAtUse(readTables, {})
export const writes: (at: Place<WriteConnection>) => WriteTx = madeAtUse(readTables, writeTables)

type Tables<At> = Record<string, (at: At) => object>

/**
 * Makes each table when it is first used, because a transaction uses only a few, and on PostgreSQL each transaction has
 * its own.
 */
function madeAtUse<At, Tx>(reading: Tables<At>, writing: Tables<At>): (at: At) => Tx {
  const getters = Object.entries(reading).map(([name, make]) => {
    const get = function (this: { at: At }) {
      const value = { ...make(this.at), ...writing[name]?.(this.at) }
      Object.defineProperty(this, name, { value })
      return value
    }
    return [name, { get }] as const
  })
  const tables = Object.defineProperties({}, Object.fromEntries(getters))
  return (at) => Object.create(tables, { at: { value: at } })
}
