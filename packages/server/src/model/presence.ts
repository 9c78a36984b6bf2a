import type { Presence, PresenceFilter, PresenceSession } from './schema.ts'

/** The presence of each user with a session that matches the filter, by id; `streams` are ids by user. */
export function presencesOf(
  streams: Map<string, string[]>,
  filter: PresenceFilter,
): Record<string, Presence> {
  const presences = [...streams].flatMap(([userId, ids]) => {
    const widgets = ids.map(sessionOf).filter((session) => isWanted(session, filter))
    const presence: Presence = { status: 'online', backgroundSessions: [], widgets }
    return widgets.length > 0 ? [[userId, presence] as const] : []
  })
  return Object.fromEntries(presences)
}

/** A stream's client reports only that it is alive. */
const sessionOf = (streamId: string): PresenceSession => ({
  selectedConversationId: null,
  custom: {},
  hasFocus: false,
  isTyping: false,
  sessionId: streamId,
})

const reported = ['selectedConversationId', 'hasFocus', 'isTyping'] as const

const isWanted = (session: PresenceSession, filter: PresenceFilter) =>
  reported.every((name) => filter[name] === undefined || filter[name] === session[name])
