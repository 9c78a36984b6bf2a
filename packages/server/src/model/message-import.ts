import { messageBodyIn } from './content.ts'
import { backendRights } from './content-faults.ts'
import type { Fault } from './error.ts'
import type { NewEvent } from './event.ts'
import { tokenFault } from './file.ts'
import { blankContent, type Files, type MessageContent, type MessageRecord } from './message.ts'
import type { Newest } from './message-changes.ts'
import { customBounds, mapFaults, mergedMap } from './patch.ts'
import type { MessageToImport } from './schema.ts'

/** Returns the faults of an imported message that its schema does not cover, in a conversation with these participants. */
export function importFaults(
  message: MessageToImport,
  participants: ReadonlySet<string>,
  files: Files,
  now: number,
): Fault[] {
  const { sender, text, custom, createdAt, timestamp, readBy = [], attachmentToken } = message
  const faults = custom ? mapFaults('custom', customBounds, {}, custom) : []
  const notIn = 'Must be a participant of the conversation.'
  if (!participants.has(sender)) faults.push({ field: ['sender'], why: notIn })
  for (const [index, userId] of readBy.entries())
    if (!participants.has(userId)) faults.push({ field: ['readBy', index], why: notIn })
  if (text === undefined && attachmentToken === undefined)
    faults.push({ field: ['text'], why: 'Needed when there is no attachment.' })
  const fault = tokenFault(['attachmentToken'], attachmentToken, files)
  if (fault) faults.push(fault)
  if (createdAt === undefined && timestamp === undefined)
    faults.push({ field: ['createdAt'], why: 'Required property was not present.' })
  if (createdAt !== undefined && timestamp !== undefined && createdAt !== timestamp)
    faults.push({ field: ['timestamp'], why: 'Must equal createdAt.' })
  if ((createdAt ?? timestamp ?? 0) > now)
    faults.push({
      field: [createdAt === undefined ? 'timestamp' : 'createdAt'],
      why: 'Must not be in the future.',
    })
  return faults
}

export const importedContent = (
  { text, attachmentToken, custom, readBy = [] }: MessageToImport,
  files: Files,
): MessageContent => ({
  ...blankContent,
  type: 'UserMessage',
  ...messageBodyIn({ text, attachmentToken }, backendRights, files),
  custom: custom ? mergedMap({}, custom) : {},
  origin: 'import',
  importedReaders: readBy,
})

export const messagesImported = (
  messages: MessageRecord[],
  { lastMessageAt, lastMessage }: Newest,
): NewEvent => {
  const times = messages.map(({ createdAt }) => createdAt)
  const conversationId = messages[0]?.conversationId ?? ''
  return {
    type: 'messages.imported',
    subject: { conversationId },
    data: {
      conversationId,
      count: messages.length,
      from: Math.min(...times),
      to: Math.max(...times),
      lastMessageAt,
      lastMessage,
    },
  }
}
