import { userEvent } from '../model/event.ts'
import type { User, UserPatch } from '../model/schema.ts'
import { mergedUser, publicUser } from '../model/user.ts'
import type { WriteTx } from '../store/store.ts'
import type { AppContext } from './operation.ts'

/** Applies a patch that has no faults, under the user's lock. What changes nothing writes nothing. */
export async function saveUser(
  tx: WriteTx,
  context: AppContext,
  id: string,
  old: User | undefined,
  patch: UserPatch,
): Promise<void> {
  const { app } = context
  const now = context.now()
  const user = mergedUser(old, patch, { id, now, locale: app.settings.defaultLocale })
  if (old && same(old, user)) return
  await tx.users.put(app.id, user)
  if (!old) await tx.events.append(app.id, now, userEvent('user.created', user))
  else if (!same(publicUser(old), publicUser(user)))
    await tx.events.append(app.id, now, userEvent('user.updated', user))
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
