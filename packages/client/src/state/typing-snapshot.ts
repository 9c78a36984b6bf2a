import type { TypingSnapshot } from '../session/subscription-types.ts'
import type { KnownUsers } from './resource.ts'

/** More users than these are just many. */
const maxNames = 5

/** Undefined while a user is not known. */
export function typingSnapshot(userIds: string[], users: KnownUsers): TypingSnapshot | undefined {
  if (userIds.length > maxNames) return { many: true }
  const known = userIds.map((id) => users.get(id))
  if (known.includes(undefined)) return undefined
  return { many: false, users: known.filter((user) => user != null) }
}
