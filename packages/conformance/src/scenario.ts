import { adminCleanup, adminDeletions, adminSteps } from './admin-steps.ts'
import { fileSteps } from './file-steps.ts'
import { realtimeSteps } from './realtime-steps.ts'
import {
  alice,
  answered,
  asked,
  attempt,
  boots,
  delivered,
  greeting,
  here,
  nobody,
  onItsWay,
  order,
  rocket,
  sebastian,
  shipped,
  stream,
  webhook,
} from './scenario-names.ts'
import type { Step } from './step.ts'

/** The ids to replace when the scenario runs on a server with other data. */
export const userIds = [alice, sebastian, nobody].map(({ userId }) => userId)
export const conversationIds = [order, boots].map(({ conversationId }) => conversationId)

/** The users that the scenario creates. */
export const madeUserIds = [alice, sebastian].map(({ userId }) => userId)

const tooMuch = JSON.stringify({ name: 'a'.repeat(1024 * 1024) })

const userSteps: Step[] = [
  { operation: 'getHealth', shows: 'ok' },
  { operation: 'putApp', example: 'contact' },
  { operation: 'getApp', shows: 'shop' },
  {
    operation: 'createWebhook',
    example: 'orders',
    gives: [webhook.webhookId],
    at: 1623926680903,
  },
  { operation: 'getWebhook', path: webhook, shows: 'orders' },
  { operation: 'listWebhooks', shows: 'shop' },
  { operation: 'changeWebhook', path: webhook, example: 'events' },
  {
    operation: 'putUsers',
    body: { '8029': { phone: ['+1123456789'] } },
    status: 400,
    shows: 'missingName',
    strangers: true,
  },
  {
    operation: 'watchUsers',
    path: stream,
    body: { users: { '12081': 0, '8029': 0 } },
    may: 404,
  },
  {
    operation: 'putUser',
    path: alice,
    example: 'alice',
    emits: ['user.created'],
    delivers: ['user.created'],
    at: 1623926680918,
  },
  { operation: 'putUser', path: alice, example: 'pushToken' },
  { operation: 'getUser', path: alice, shows: 'alice' },
  { operation: 'listLogEntries', query: { limit: '1' }, shows: 'newest' },
  { operation: 'putUser', path: sebastian, body: { name: 'Sebastian' }, at: 1623926680923 },
  { operation: 'getUser', path: sebastian, shows: 'sebastian' },
  { operation: 'putUsers', example: 'aliceAndSebastian' },
  { operation: 'listUsers', shows: 'users' },
  { operation: 'getUserSnapshot', path: alice, shows: 'alice' },
  { operation: 'watchUsers', path: stream, example: 'aliceAndSebastian', may: 404 },
  { operation: 'watchUsers', path: stream, example: 'order', may: 404 },
  { operation: 'markStreamAlive', path: stream, shows: 'alive', may: 404 },
  { operation: 'listUserSessions', path: alice, shows: 'online' },
  { operation: 'listUserSessions', path: nobody, shows: 'offline' },
  {
    operation: 'createUserIfNotExists',
    path: sebastian,
    as: sebastian.userId,
    example: 'sebastian',
    may: 403,
  },
  {
    operation: 'setUser',
    path: alice,
    example: 'picture',
    may: 403,
    emits: ['user.updated'],
    delivers: ['user.updated'],
  },
  { operation: 'listPresences', example: 'online' },
  { operation: 'watchUsers', path: stream, body: { users: { '12081': 5, '8029': 5 } }, may: 404 },
  { operation: 'listPresences', example: 'typing' },
  {
    operation: 'listPresences',
    body: { selectedConversationId: 'boots_454545' },
    status: 400,
    shows: 'invalidRequest',
  },
  {
    operation: 'listUsers',
    query: { limti: '5' },
    status: 400,
    shows: 'invalidRequest',
  },
  {
    operation: 'putUser',
    path: alice,
    body: { nickname: 'Al' },
    status: 400,
    shows: 'invalidRequest',
  },
  { operation: 'getUser', path: alice, anonymous: true, status: 401, shows: 'tokenMissing' },
  {
    operation: 'putUser',
    path: alice,
    body: tooMuch,
    status: 413,
    shows: 'payloadTooLarge',
  },
  {
    operation: 'putUser',
    path: alice,
    body: 'name=Alice',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    status: 415,
    shows: 'unsupportedMediaType',
  },
]

const messageSteps: Step[] = [
  {
    operation: 'putConversation',
    path: order,
    example: 'order',
    emits: ['conversation.created', 'participant.joined'],
    delivers: ['conversation.created', 'participant.joined'],
    at: 1623926680929,
  },
  {
    operation: 'sendMessages',
    path: order,
    example: 'greeting',
    gives: [greeting],
    emits: ['message.created'],
    delivers: ['message.sent'],
    isMissed: true,
    at: 1623926681104,
  },
  {
    operation: 'sendMessages',
    path: order,
    body: [{ type: 'UserMessage', text: 'Hello!', sender: nobody.userId }],
    status: 400,
    shows: 'invalidRequest',
  },
  { operation: 'getConversation', path: order, shows: 'order' },
  { operation: 'listParticipants', path: order, shows: 'order' },
  { operation: 'getConversationSnapshot', path: order, shows: 'order' },
  {
    operation: 'listUserConversations',
    path: alice,
    headers: { 'Parley-Version': '2024-01-01' },
    shows: 'alice',
  },
  {
    operation: 'updateUserConversation',
    path: { ...alice, ...order },
    example: 'read',
    emits: ['conversation.read'],
    delivers: ['message.read'],
  },
  { operation: 'listConversations', shows: 'conversations' },
  { operation: 'getMessage', path: { ...order, messageId: greeting }, shows: 'greeting' },
  {
    operation: 'updateUserConversation',
    path: { ...alice, ...order },
    example: 'unread',
    emits: ['conversation.unread'],
  },
  {
    operation: 'sendMessages',
    path: order,
    example: 'shipped',
    gives: [shipped, onItsWay],
    at: 1623926685310,
  },
  { operation: 'getMessage', path: { ...order, messageId: shipped }, shows: 'shipped' },
  { operation: 'sendBatch', example: 'order' },
  {
    operation: 'sendBatch',
    body: [[1, 'POST', '/batch', []]],
    status: 400,
    shows: 'invalidRequest',
  },
  {
    operation: 'editMessage',
    path: { ...order, messageId: greeting },
    example: 'text',
    emits: ['message.updated'],
    delivers: ['message.updated'],
    at: 1623926690002,
  },
  { operation: 'editMessage', path: { ...order, messageId: shipped }, example: 'custom' },
  {
    operation: 'addReaction',
    path: { ...rocket, ...alice },
    shows: 'rocket',
    emits: ['reaction.added'],
    delivers: ['reaction.added'],
    at: 1623926691004,
  },
  { operation: 'addReaction', path: { ...rocket, ...sebastian } },
  { operation: 'listReactions', path: rocket, shows: 'rocket' },
  {
    operation: 'removeReaction',
    path: { ...rocket, ...sebastian },
    shows: 'rocket',
    emits: ['reaction.removed'],
    delivers: ['reaction.removed'],
  },
  { operation: 'listMessages', path: order, shows: 'order' },
  {
    operation: 'sendMessages',
    path: order,
    body: [
      { type: 'UserMessage', text: 'I am here.', sender: '12081', location: [51.5081, -0.1281] },
    ],
    gives: [here],
  },
  { operation: 'getConversation', path: order },
]

const participantSteps: Step[] = [
  { operation: 'putConversation', path: boots, example: 'boots', at: 1623926700935 },
  { operation: 'joinConversation', path: { ...boots, ...alice }, example: 'member' },
  { operation: 'joinConversation', path: { ...boots, ...sebastian }, example: 'reader' },
  {
    operation: 'updateParticipant',
    path: { ...boots, ...sebastian },
    example: 'mute',
    emits: ['participant.updated'],
    delivers: ['participant.updated'],
  },
  { operation: 'getConversation', path: boots, shows: 'boots' },
  { operation: 'updateParticipant', path: { ...boots, ...sebastian }, example: 'noAccess' },
]

/** The steps for attempts of a webhook, and for sending events again. */
const webhookSteps: Step[] = [
  // The first is delivered after all earlier events of the conversation, so the second is the newest attempt.
  { operation: 'addReaction', path: { ...rocket, ...sebastian }, delivers: ['reaction.added'] },
  {
    operation: 'removeReaction',
    path: { ...rocket, ...sebastian },
    delivers: ['reaction.removed'],
  },
  {
    operation: 'listWebhookAttempts',
    path: webhook,
    query: { limit: '1' },
    shows: 'orders',
    gives: [delivered],
  },
  {
    operation: 'resendWebhookAttempt',
    path: { ...webhook, attemptId: delivered },
    shows: 'again',
    may: 404,
    until: 'a delivery to the webhook has ended',
  },
  {
    operation: 'testWebhook',
    path: webhook,
    shows: 'test',
    gives: [attempt],
    delivers: ['webhook.test'],
  },
  { operation: 'replayWebhook', path: webhook, example: 'since', may: 400 },
  {
    operation: 'replayWebhook',
    path: webhook,
    example: 'cursor',
    status: 400,
  },
  { operation: 'rotateWebhookSecret', path: webhook, example: 'rotate' },
  {
    operation: 'createWebhook',
    body: { url: 'https://10.0.0.1/' },
    status: 400,
  },
]

/** Removes the custom data of the app. */
const forgetContact: Step = { operation: 'putApp', body: { custom: { supportEmail: null } } }

/** Deletes and resets. */
const deletionSteps: Step[] = [
  {
    operation: 'leaveConversation',
    path: { ...boots, ...alice },
    shows: 'alice',
    emits: ['participant.left'],
    delivers: ['participant.left'],
  },
  { operation: 'markConversationRead', path: { ...alice, ...order }, example: 'read' },
  {
    operation: 'putConversation',
    path: order,
    example: 'subject',
    emits: ['conversation.updated'],
    delivers: ['conversation.updated'],
  },
  { operation: 'getConversation', path: order },
  { operation: 'getConversationSnapshot', path: order },
  { operation: 'listUserConversations', path: alice },
  {
    operation: 'deleteMessage',
    path: { ...order, messageId: greeting },
    shows: 'greeting',
    emits: ['message.deleted'],
    delivers: ['message.deleted'],
  },
  {
    operation: 'getMessage',
    path: { ...order, messageId: greeting },
    status: 404,
    shows: 'notFound',
  },
  { operation: 'deleteMessage', path: { ...order, messageId: shipped } },
  { operation: 'getUser', path: nobody, status: 404, shows: 'notFound' },
  {
    operation: 'markStreamAlive',
    path: { streamId: 'V1StGXR8_Z5jdHi6B-myT' },
    status: 404,
    shows: 'notFound',
  },
  {
    operation: 'importMessages',
    path: order,
    example: 'history',
    gives: [asked, answered],
    emits: ['messages.imported'],
  },
  {
    operation: 'deleteConversation',
    path: order,
    shows: 'order',
    emits: ['conversation.deleted'],
    delivers: ['conversation.deleted'],
  },
  { operation: 'getConversation', path: order, status: 404, shows: 'notFound' },
  { operation: 'putUser', path: alice, example: 'personalData' },
  { operation: 'createAnonymization', path: alice, example: 'redact' },
  { operation: 'getAnonymization', path: alice, shows: 'alice' },
  { operation: 'changeWebhook', path: webhook, example: 'disable' },
  { operation: 'deleteWebhook', path: webhook, shows: 'orders' },
  { operation: 'getWebhook', path: webhook, status: 404, shows: 'notFound' },
  forgetContact,
  ...adminDeletions,
]

/** Creates the state that the examples show: two users, two conversations and three messages. */
export const setting = [
  ...adminSteps,
  ...userSteps,
  ...messageSteps,
  ...participantSteps,
  ...realtimeSteps,
  ...fileSteps,
  ...webhookSteps,
]

/**
 * Creates that state without calls of user tokens, and gives Alice only the access to read the order's conversation.
 */
export const readOnlySetting: Step[] = [
  ...userSteps,
  ...messageSteps,
  ...participantSteps,
  { operation: 'updateParticipant', path: { ...order, ...alice }, body: { access: 'Read' } },
]

/** All calls, with the examples of each operation. */
export const scenario = [...setting, ...deletionSteps]

/** Removes the conversations and the personal data, after any part of the scenario. */
export const cleanup: Step[] = [
  { operation: 'deleteConversation', path: order },
  { operation: 'deleteConversation', path: boots },
  { operation: 'putUser', path: alice, example: 'personalData' },
  { operation: 'putUser', path: sebastian, example: 'personalData' },
  { operation: 'deleteWebhook', path: webhook },
  forgetContact,
  ...adminCleanup,
]
