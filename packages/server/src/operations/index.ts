import * as anonymizations from './admin/anonymizations.ts'
import * as adminApps from './admin/apps.ts'
import * as adminBackups from './admin/backups.ts'
import * as adminKeys from './admin/keys.ts'
import * as adminLog from './admin/log.ts'
import * as adminSessions from './admin/sessions.ts'
import { getUsage } from './admin/usage.ts'
import * as app from './app.ts'
import { sendBatch } from './batch.ts'
import * as conversations from './conversations.ts'
import * as files from './files.ts'
import { getHealth } from './health.ts'
import { importMessages } from './import-messages.ts'
import * as messages from './messages.ts'
import type { Handlers } from './operation.ts'
import * as participants from './participants.ts'
import * as reactions from './reactions.ts'
import * as ownConversations from './realtime/conversations.ts'
import { uploadOwnFile } from './realtime/files.ts'
import * as ownMessages from './realtime/messages.ts'
import * as participantSnapshots from './realtime/participants.ts'
import { getOwnPermissions } from './realtime/permissions.ts'
import * as ownReactions from './realtime/reactions.ts'
import * as search from './realtime/search.ts'
import * as streams from './realtime/streams.ts'
import * as syncedParticipants from './realtime/sync-participant.ts'
import { markAsTyping } from './realtime/typing.ts'
import { getUnreadTotal } from './realtime/unread.ts'
import * as userSnapshots from './realtime/users.ts'
import { sendMessages } from './send-messages.ts'
import * as userConversations from './user-conversations.ts'
import * as users from './users.ts'
import * as webhookAttempts from './webhook-attempts.ts'
import * as webhooks from './webhooks.ts'

/** The handler of each operation. Names only, no spread: a spread would hide a duplicate or unknown name. */
export const handlers = {
  getApp: app.getApp,
  putApp: app.putApp,
  listUsers: users.listUsers,
  putUsers: users.putUsers,
  getUser: users.getUser,
  putUser: users.putUser,
  listUserSessions: users.listUserSessions,
  listPresences: users.listPresences,
  listUserConversations: userConversations.listUserConversations,
  updateUserConversation: userConversations.updateUserConversation,
  markConversationRead: userConversations.markConversationRead,
  listConversations: conversations.listConversations,
  getConversation: conversations.getConversation,
  putConversation: conversations.putConversation,
  deleteConversation: conversations.deleteConversation,
  listParticipants: participants.listParticipants,
  joinConversation: participants.joinConversation,
  updateParticipant: participants.updateParticipant,
  leaveConversation: participants.leaveConversation,
  listMessages: messages.listMessages,
  sendMessages,
  importMessages,
  getMessage: messages.getMessage,
  editMessage: messages.editMessage,
  deleteMessage: messages.deleteMessage,
  listReactions: reactions.listReactions,
  addReaction: reactions.addReaction,
  removeReaction: reactions.removeReaction,
  uploadFile: files.uploadFile,
  getFile: files.getFile,
  sendBatch,
  listWebhooks: webhooks.listWebhooks,
  createWebhook: webhooks.createWebhook,
  getWebhook: webhooks.getWebhook,
  changeWebhook: webhooks.changeWebhook,
  deleteWebhook: webhooks.deleteWebhook,
  rotateWebhookSecret: webhooks.rotateWebhookSecret,
  testWebhook: webhookAttempts.testWebhook,
  replayWebhook: webhooks.replayWebhook,
  listWebhookAttempts: webhookAttempts.listWebhookAttempts,
  resendWebhookAttempt: webhookAttempts.resendWebhookAttempt,
  getUserSnapshot: userSnapshots.getUserSnapshot,
  setUser: userSnapshots.setUser,
  createUserIfNotExists: userSnapshots.createUserIfNotExists,
  listOwnConversations: ownConversations.listOwnConversations,
  getConversationSnapshot: ownConversations.getConversationSnapshot,
  listMessageSnapshots: ownMessages.listMessageSnapshots,
  sendMessage: ownMessages.sendMessage,
  getMessageSnapshot: ownMessages.getMessageSnapshot,
  changeMessage: ownMessages.changeMessage,
  removeMessage: ownMessages.removeMessage,
  listReactionSnapshots: ownReactions.listReactionSnapshots,
  addOwnReaction: ownReactions.addOwnReaction,
  removeOwnReaction: ownReactions.removeOwnReaction,
  setConversation: ownConversations.setConversation,
  createConversationIfNotExists: ownConversations.createConversationIfNotExists,
  markAsRead: ownConversations.markAsRead,
  markAsUnread: ownConversations.markAsUnread,
  markAsTyping,
  getOwnPermissions,
  getUnreadTotal,
  listParticipantSnapshots: participantSnapshots.listParticipantSnapshots,
  getParticipantSnapshot: participantSnapshots.getParticipantSnapshot,
  setParticipant: syncedParticipants.setParticipant,
  changeParticipant: syncedParticipants.changeParticipant,
  createParticipantIfNotExists: syncedParticipants.createParticipantIfNotExists,
  removeParticipant: syncedParticipants.removeParticipant,
  uploadOwnFile,
  searchMessages: search.searchMessages,
  searchConversations: search.searchConversations,
  streamEvents: streams.streamEvents,
  watchUsers: streams.watchUsers,
  markStreamAlive: streams.markStreamAlive,
  createAdminLink: adminSessions.createAdminLink,
  getAdminSession: adminSessions.getAdminSession,
  createAdminSession: adminSessions.createAdminSession,
  deleteAdminSession: adminSessions.deleteAdminSession,
  listNodes: adminLog.listNodes,
  getLog: adminLog.getLog,
  listLogEntries: adminLog.listLogEntries,
  getUsage,
  listBackups: adminBackups.listBackups,
  createBackup: adminBackups.createBackup,
  getBackup: adminBackups.getBackup,
  deleteBackup: adminBackups.deleteBackup,
  listApps: adminApps.listApps,
  createApp: adminApps.createApp,
  getAppDetails: adminApps.getAppDetails,
  changeApp: adminApps.changeApp,
  deleteApp: adminApps.deleteApp,
  createAppToken: adminApps.createAppToken,
  createAnonymization: anonymizations.createAnonymization,
  getAnonymization: anonymizations.getAnonymization,
  listKeys: adminKeys.listKeys,
  createKey: adminKeys.createKey,
  changeKey: adminKeys.changeKey,
  revokeKey: adminKeys.revokeKey,
  rotateKey: adminKeys.rotateKey,
  getHealth,
} satisfies Handlers
