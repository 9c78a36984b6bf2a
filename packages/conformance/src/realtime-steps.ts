import { boots, greeting, order } from './scenario-names.ts'
import type { Step } from './step.ts'

const messageSteps: Step[] = [
  { operation: 'listMessageSnapshots', path: order, shows: 'order' },
  { operation: 'getMessageSnapshot', path: { ...order, messageId: greeting }, shows: 'greeting' },
]

/** Calls with a user token, in the conversations of the other steps. */
export const realtimeSteps: Step[] = [
  { operation: 'getConversationSnapshot', path: boots },
  ...messageSteps,
]
