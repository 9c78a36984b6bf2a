export { ParleyConversationList } from './list/conversation-list.ts'
export type { ParleyEvents } from './session/events.ts'
export { setWords } from './words/localized.ts'
export type { Words } from './words/words.ts'
