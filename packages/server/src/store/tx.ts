import type { FileUrl } from '../model/file.ts'
import type { Dialect, ReadConnection, WriteConnection } from './engine.ts'
import { adminSecretReads, adminSecretWrites } from './tables/admin-secrets.ts'
import { anonymizationReads, anonymizationWrites } from './tables/anonymizations.ts'
import { appRowReads, appRowWrites } from './tables/app-rows.ts'
import { appReads, appWrites } from './tables/apps.ts'
import { consumerReads, consumerWrites } from './tables/consumers.ts'
import { conversationReads, conversationWrites } from './tables/conversations.ts'
import { eventRedaction } from './tables/event-redaction.ts'
import { eventReads, eventWrites } from './tables/events.ts'
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

/** `urlOf` returns the URLs of files, which are not stored. */
export const reads = (db: ReadConnection, dialect: Dialect, urlOf: FileUrl) => ({
  adminSecrets: adminSecretReads(db),
  anonymizations: anonymizationReads(db),
  apps: appReads(db),
  appRows: appRowReads(db),
  users: userReads(db),
  conversations: conversationReads(db, urlOf),
  userConversations: userConversationReads(db, urlOf),
  participants: participantReads(db),
  messages: messageReads(db, urlOf),
  mentions: mentionReads(db),
  missed: missedReads(db),
  reactions: reactionReads(db),
  messageWords: messageWordReads(db, dialect),
  idempotencyKeys: idempotencyKeyReads(db),
  files: fileReads(db, urlOf),
  events: eventReads(db, dialect, urlOf),
  logTimes: logTimes(db, dialect, urlOf),
  logState: logState(db, dialect, urlOf),
  memberships: membershipReads(db, dialect),
  consumers: consumerReads(db),
  settings: settingReads(db),
  nodes: nodeReads(db),
  streams: streamReads(db),
  purges: purgeReads(db),
  usage: usageReads(db),
  webhooks: webhookReads(db),
  webhookProgress: webhookProgressReads(db),
  webhookRests: webhookRestReads(db),
  webhookAttempts: webhookAttemptReads(db),
})

export const writes = (db: WriteConnection, dialect: Dialect, urlOf: FileUrl) => {
  const read = reads(db, dialect, urlOf)
  return {
    adminSecrets: { ...read.adminSecrets, ...adminSecretWrites(db) },
    anonymizations: { ...read.anonymizations, ...anonymizationWrites(db) },
    apps: { ...read.apps, ...appWrites(db) },
    appRows: { ...read.appRows, ...appRowWrites(db) },
    users: { ...read.users, ...userWrites(db) },
    conversations: { ...read.conversations, ...conversationWrites(db) },
    userConversations: read.userConversations,
    participants: { ...read.participants, ...participantWrites(db) },
    messages: { ...read.messages, ...messageWrites(db, dialect) },
    messageWords: { ...read.messageWords, ...messageWordWrites(db, dialect) },
    mentions: { ...read.mentions, ...mentionWrites(db) },
    missed: { ...read.missed, ...missedWrites(db) },
    reactions: { ...read.reactions, ...reactionWrites(db) },
    idempotencyKeys: { ...read.idempotencyKeys, ...idempotencyKeyWrites(db) },
    files: { ...read.files, ...fileWrites(db, urlOf) },
    events: {
      ...read.events,
      ...eventWrites(db, dialect),
      ...eventRedaction(db),
      ...logTrimming(db, dialect),
    },
    logTimes: read.logTimes,
    logState: read.logState,
    memberships: { ...read.memberships, ...membershipWrites(db, dialect) },
    consumers: { ...read.consumers, ...consumerWrites(db) },
    settings: { ...read.settings, ...settingWrites(db) },
    usage: { ...read.usage, ...usageWrites(db, dialect) },
    nodes: { ...read.nodes, ...nodeWrites(db) },
    streams: { ...read.streams, ...streamWrites(db) },
    purges: { ...read.purges, ...purgeWrites(db) },
    webhooks: { ...read.webhooks, ...webhookWrites(db) },
    webhookProgress: { ...read.webhookProgress, ...webhookProgressWrites(db) },
    webhookRests: read.webhookRests,
    webhookAttempts: { ...read.webhookAttempts, ...webhookAttemptWrites(db) },
  }
}

/** The tables, for reading. */
export type ReadTx = ReturnType<typeof reads>

/** The tables inside a write transaction, which reads its own writes. */
export type WriteTx = ReturnType<typeof writes>
