import type { ConversationRef } from '@openparley/client'
import type { Mentioned } from './drafts.ts'
import { findEmoji } from './emoji-data.ts'
import type { Trigger } from './typed.ts'

/** What can take the place of what was typed. */
export interface Suggestion {
  name: string
  /** Shown before the name. */
  sign?: string
  inserted: string
  mention?: Mentioned
}

/** Maximum number of suggestions. */
const maxShown = 8

/** How many participants are searched, with one request. */
const searched = 50

export async function suggestionsFor(
  { kind, query }: Trigger,
  conversation: ConversationRef,
  userId: string,
): Promise<Suggestion[]> {
  if (kind === ':')
    return findEmoji(query, maxShown).map(([emoji, name]) => ({
      name: `:${name}:`,
      sign: emoji,
      inserted: emoji,
    }))
  const others = await namesIn(conversation, userId)
  const wanted = folded(query)
  return others
    .filter(({ name }) => isBegun(folded(name), wanted))
    .slice(0, maxShown)
    .map((mention) => ({ name: mention.name, inserted: `@${mention.name}`, mention }))
}

/** Without upper case and accents. */
const folded = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()

/** Whether the name, or one of its words, begins so. */
const isBegun = (name: string, wanted: string) => ` ${name}`.includes(` ${wanted}`)

async function namesIn(conversation: ConversationRef, userId: string): Promise<Mentioned[]> {
  const subscription = conversation.subscribeParticipants()
  try {
    let state = await subscription.connected
    if (!state.loadedAll) await subscription.loadMore(searched - 10)
    if (subscription.state.type === 'active') state = subscription.state
    return (state.latestSnapshot ?? [])
      .map(({ user: { id, name } }) => ({ id, name }))
      .filter(({ id }) => id !== userId)
  } finally {
    subscription.unsubscribe()
  }
}
