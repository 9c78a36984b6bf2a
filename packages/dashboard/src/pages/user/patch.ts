import type { User, UserPatch } from '../../api/types.ts'

const list = (text: string) =>
  text
    .split(/[\n,]/)
    .map((one) => one.trim())
    .filter((one) => one !== '')

/**
 * Returns only the properties that differ from the user's current ones, so that simultaneous changes of other callers
 * are kept.
 */
export function patchOf(user: User, values: Record<string, string>): UserPatch {
  const { name = '', custom = '{}' } = values
  const patch: UserPatch = {}
  if (name !== user.name) patch.name = name
  for (const key of ['email', 'phone'] as const) {
    const items = list(values[key] ?? '')
    if (items.join() !== (user[key] ?? []).join()) patch[key] = items.length > 0 ? items : null
  }
  for (const key of ['role', 'locale', 'photoUrl', 'welcomeMessage', 'availabilityText'] as const) {
    const value = values[key] || null
    if (value !== (user[key] || null)) patch[key] = value
  }
  const changes = customPatch(user.custom, custom)
  if (Object.keys(changes).length > 0) patch.custom = changes
  return patch
}

/**
 * The changes of custom data that was edited as JSON: values that differ, and null for keys that are gone. Throws an
 * `Error` with a message for the person at the page.
 */
export function customPatch(
  old: Record<string, string>,
  text: string,
): Record<string, string | null> {
  const next = parsed(text.trim() || '{}')
  const changes: Record<string, string | null> = {}
  for (const key of Object.keys(old)) if (!Object.hasOwn(next, key)) changes[key] = null
  for (const [key, value] of Object.entries(next)) {
    if (typeof value !== 'string')
      throw new Error(`The value of ${JSON.stringify(key)} in the custom data must be a text.`)
    if (old[key] !== value) changes[key] = value
  }
  return changes
}

function parsed(text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Error('The custom data is not valid JSON.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('The custom data must be a JSON object.')
  return value as Record<string, unknown>
}
