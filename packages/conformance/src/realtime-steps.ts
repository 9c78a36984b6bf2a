import { alice, boots, greeting, order, reply, rocket, sebastian } from './scenario-names.ts'
import type { Step } from './step.ts'

const ownSteps: Step[] = [
  { operation: 'getOwnPermissions', shows: 'alice' },
  { operation: 'getUnreadTotal', shows: 'alice', at: 1623926700940 },
]

const conversationSteps: Step[] = [
  { operation: 'getConversationSnapshot', path: boots },
  { operation: 'setConversation', path: order, example: 'mentions' },
  { operation: 'createConversationIfNotExists', path: boots, example: 'boots' },
  { operation: 'listOwnConversations', query: { participants: '2' }, shows: 'alice' },
  { operation: 'markAsUnread', path: order, shows: 'order' },
  { operation: 'markAsRead', path: order, shows: 'order' },
]

const messageSteps: Step[] = [
  {
    operation: 'listMessageSnapshots',
    path: order,
    query: { around: greeting },
    shows: 'order',
  },
  { operation: 'getMessageSnapshot', path: { ...order, messageId: greeting }, shows: 'greeting' },
  {
    operation: 'sendMessage',
    path: order,
    example: 'reply',
    gives: [reply],
  },
  { operation: 'changeMessage', path: { ...order, messageId: reply }, example: 'text' },
  { operation: 'removeMessage', path: { ...order, messageId: reply }, shows: 'reply' },
]

const reactionSteps: Step[] = [
  { operation: 'addOwnReaction', path: rocket, as: sebastian.userId, shows: 'rocket' },
  { operation: 'listReactionSnapshots', path: rocket, shows: 'rocket' },
  { operation: 'removeOwnReaction', path: rocket, as: sebastian.userId, shows: 'rocket' },
]

const signalSteps: Step[] = [
  {
    operation: 'markAsTyping',
    path: order,
    as: sebastian.userId,
    shows: 'sebastian',
    emits: ['conversation.typing'],
  },
]

const participantSteps: Step[] = [
  { operation: 'listParticipantSnapshots', path: order, shows: 'order' },
  { operation: 'getParticipantSnapshot', path: { ...order, ...sebastian }, shows: 'sebastian' },
  {
    operation: 'setParticipant',
    path: { ...order, ...alice },
    example: 'mute',
  },
  {
    operation: 'changeParticipant',
    path: { ...order, ...alice },
    example: 'mentions',
  },
  {
    operation: 'createParticipantIfNotExists',
    path: { ...order, ...sebastian },
    example: 'reader',
  },
  {
    operation: 'removeParticipant',
    path: { ...order, ...sebastian },
    as: sebastian.userId,
    shows: 'sebastian',
  },
  { operation: 'joinConversation', path: { ...order, ...sebastian } },
]

const searchSteps: Step[] = [
  { operation: 'searchMessages', query: { query: 'hel' }, shows: 'order' },
  { operation: 'searchConversations', query: { query: 'leather boo' }, shows: 'boots' },
]

/** Calls with a user token, in the conversations of the other steps. */
export const realtimeSteps: Step[] = [
  ...ownSteps,
  ...conversationSteps,
  ...messageSteps,
  ...reactionSteps,
  ...signalSteps,
  ...participantSteps,
  ...searchSteps,
]
