import type { ConversationAttributes } from '../conversation.ts'
import type { Attachment, ContentBlock, StreamedMessage } from '../schema.ts'
import type { Mask } from './contact-mask.ts'
import { maskedContent, maskedText, plainOf } from './masked-content.ts'

type Streamed = StreamedMessage & { referencedMessage?: StreamedMessage | null }

/** Returns the message of an event as the user sees it: the same object if nothing is hidden from them. */
export function maskedMessage<Message extends Streamed>(
  message: Message,
  mask: Mask,
  userId: string,
): Message {
  const { referencedMessage: referenced } = message
  const seen = referenced && maskedMessage(referenced, mask, userId)
  const whole = seen === referenced ? message : { ...message, referencedMessage: seen }
  const masked = mask.appliesTo(message.senderId, userId) && maskedContent(message.content, mask)
  if (!masked) return whole
  const { content, kinds } = masked
  return {
    ...whole,
    text: plainOf(content),
    content,
    attachment: maskedAttachment(message.attachment, content),
    masked: kinds,
  }
}

function maskedAttachment(attachment: Attachment | null, content: ContentBlock[]) {
  const file = content.find((block) => block.type === 'file')
  return attachment && file ? { ...attachment, url: file.url } : attachment
}

type Described = Pick<ConversationAttributes, 'subject' | 'welcomeMessages'>

/** Returns the conversation as a user with the mask sees it: the same object if nothing is hidden. */
export function maskedConversation<Conversation extends Described>(
  conversation: Conversation,
  mask: Mask,
): Conversation {
  const texts = [conversation.subject, ...(conversation.welcomeMessages ?? [])]
  if (texts.every((text) => text === null || mask.find(text).length === 0)) return conversation
  const hide = (text: string) => maskedText(text, mask)
  return {
    ...conversation,
    subject: conversation.subject === null ? null : hide(conversation.subject),
    welcomeMessages: conversation.welcomeMessages?.map(hide) ?? conversation.welcomeMessages,
  }
}

/** The parts of an event with texts of users. */
export interface EventTexts {
  message?: Streamed
  lastMessage?: Streamed | null
  conversation?: Described
}

/** Whether the event has texts that a mask can hide. */
export const hasTexts = ({ message, lastMessage, conversation }: EventTexts): boolean =>
  Boolean(message || lastMessage || conversation)

/** The users who sent the messages in the event. */
export const sendersIn = ({ message, lastMessage }: EventTexts): Set<string | null> =>
  new Set(
    [message, lastMessage].flatMap((one) =>
      one ? [one.senderId, one.referencedMessage?.senderId ?? null] : [],
    ),
  )

/** Returns the event as the user sees it: the same object if nothing is hidden from them. */
export function maskedEvent(event: EventTexts, mask: Mask, userId: string): EventTexts {
  const { message, lastMessage, conversation } = event
  const changes: EventTexts = {
    ...(message && { message: maskedMessage(message, mask, userId) }),
    ...(lastMessage && { lastMessage: maskedMessage(lastMessage, mask, userId) }),
    ...(conversation && { conversation: maskedConversation(conversation, mask) }),
  }
  const isSame = Object.entries(changes).every(
    ([name, value]) => event[name as keyof EventTexts] === value,
  )
  return isSame ? event : { ...event, ...changes }
}
