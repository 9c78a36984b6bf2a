import type { TypingSnapshot } from '../session/subscription-types.ts'
import type { KnownUsers } from './resource.ts'
import { userSnapshot } from './snapshots.ts'

/** More users than these are just many. */
const maxNames = 5

/** Undefined while a user is not known. */
export function typingSnapshot(userIds: string[], users: KnownUsers): TypingSnapshot | undefined {
  if (userIds.length > maxNames) return { many: true }
  const wires = userIds.map((id) => users.get(id))
  if (wires.includes(undefined)) return undefined
  return { many: false, users: wires.flatMap((wire) => (wire ? [userSnapshot(wire)] : [])) }
}
