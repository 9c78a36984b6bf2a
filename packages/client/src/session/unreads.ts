import { conversationOf } from '../state/subject.ts'
import type { Context } from './context.ts'
import { requested } from './requested.ts'

/** How much the user has not read. It is requested again after events of conversations. */
export const unreads = ({ client }: Context) =>
  requested(
    () => client.GET('/realtime/unread'),
    (event) => conversationOf(event) !== undefined,
  )
