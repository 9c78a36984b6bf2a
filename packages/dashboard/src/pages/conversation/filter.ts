import type { ConversationFilter } from '../../api/types.ts'

/** The orders of a list of conversations. */
export const orders = {
  active: {
    label: 'Newest activity',
    query: { orderBy: 'lastActivity', orderDirection: 'DESC' },
  },
  quiet: {
    label: 'Oldest activity',
    query: { orderBy: 'lastActivity', orderDirection: 'ASC' },
  },
  newest: { label: 'Created last', query: { orderBy: 'createdAt', orderDirection: 'DESC' } },
  oldest: { label: 'Created first', query: { orderBy: 'createdAt', orderDirection: 'ASC' } },
} as const

export type Order = keyof typeof orders

/** The filter of the values of the form; undefined for all. `custom` is a key, or `key=value`. */
export function filterOf({
  subject,
  messages,
  custom,
}: Record<string, string | undefined>): ConversationFilter | undefined {
  const filter: ConversationFilter = {}
  if (subject) filter.subject = ['==', subject]
  if (messages) filter.hasMessages = messages === 'yes'
  if (custom) {
    const [, key = '', value] = /^([^=]*)(?:=(.*))?$/s.exec(custom) ?? []
    filter.custom = { [key]: value === undefined ? 'exists' : ['==', value] }
  }
  return Object.keys(filter).length > 0 ? filter : undefined
}
