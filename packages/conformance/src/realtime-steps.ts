import { boots } from './scenario-names.ts'
import type { Step } from './step.ts'

/** Calls with a user token, in the conversations of the other steps. */
export const realtimeSteps: Step[] = [{ operation: 'getConversationSnapshot', path: boots }]
