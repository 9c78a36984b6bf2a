import { createComponent, type EventName, type WebComponentProps } from '@lit/react'
import * as React from 'react'
import {
  ParleyChat,
  ParleyConversationList,
  type ParleyEvents,
  ParleyInbox,
  ParleyUnreadBadge,
  type Words,
} from '../index.ts'

type Shared = 'baseUrl' | 'appId' | 'userId' | 'token' | 'tokenFetcher' | 'session' | 'theme'

/** An element as a page uses it. */
type Public<Element, Own extends keyof Element = never> = HTMLElement &
  Pick<Element, (Shared & keyof Element) | Own> & { words: Partial<Words> }

type InboxElement = Public<ParleyInbox, 'conversationId' | 'messageId' | 'enterBreaks' | 'unreads'>
type ChatElement = Public<ParleyChat, 'conversationId' | 'messageId' | 'enterBreaks' | 'hasBack'>
type ConversationListElement = Public<ParleyConversationList, 'selected'>
type UnreadBadgeElement = Public<ParleyUnreadBadge>

const event = <Name extends keyof ParleyEvents>(name: Name) =>
  name as string as EventName<ParleyEvents[Name]>

const onError = event('parley-error')
const onSelect = event('parley-select')
const onSend = event('parley-send')
const onUnread = event('parley-unread')
const onBack = event('parley-back')
const onMessageAction = event('parley-message-action')

/**
 * `<parley-inbox>`: the list of conversations beside the open one.
 *
 * @example
 * <Inbox baseUrl="https://chat.example.com" appId="shop" userId="alice" tokenFetcher={fetchToken} />
 */
export const Inbox = createComponent({
  react: React,
  tagName: 'parley-inbox',
  elementClass: ParleyInbox as new () => InboxElement,
  events: { onError, onSelect, onSend, onUnread, onMessageAction },
})

/** `<parley-chat>`: one conversation. */
export const Chat = createComponent({
  react: React,
  tagName: 'parley-chat',
  elementClass: ParleyChat as new () => ChatElement,
  events: { onError, onSend, onBack, onMessageAction },
})

/** `<parley-conversation-list>`: the user's conversations. */
export const ConversationList = createComponent({
  react: React,
  tagName: 'parley-conversation-list',
  elementClass: ParleyConversationList as new () => ConversationListElement,
  events: { onError, onSelect },
})

/** `<parley-unread-badge>`: the number of the user's unread messages. */
export const UnreadBadge = createComponent({
  react: React,
  tagName: 'parley-unread-badge',
  elementClass: ParleyUnreadBadge as new () => UnreadBadgeElement,
  events: { onError, onUnread },
})

// React 19 sets properties of elements too, so that they can be used without these components.
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'parley-inbox': WebComponentProps<InboxElement>
      'parley-chat': WebComponentProps<ChatElement>
      'parley-conversation-list': WebComponentProps<ConversationListElement>
      'parley-unread-badge': WebComponentProps<UnreadBadgeElement>
    }
  }
}
