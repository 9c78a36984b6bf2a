import { hash } from 'node:crypto'
import { type Filter, type FilterConditions, groupsOf } from '../../model/filter.ts'
import { type Interval, intervalsOf } from '../../model/interval.ts'
import type { SubjectCondition } from '../../model/schema.ts'
import type { Row } from '../engine.ts'
import type { Conditions } from './clauses.ts'
import type { Times } from './conversation-page.ts'

/** A conversation that may belong in a filtered list, with the times that lists are ordered by. */
export interface Candidate extends Times {
  id: string
}

/** A search in one index. */
export type Lookup =
  | { by: 'subject'; subject: string | null }
  | { by: 'created_at' | 'last_activity' | 'joined_at'; within: Interval }
  | { by: 'unread' | 'empty' }

/**
 * If more conversations than this match a condition, sorting them would take too long, so the condition is not used.
 */
const maxCandidates = 250
/** Max rows that all lookups of one filter read, including lookups that find too many. */
const maxRows = 1000
const maxSubjects = 16

/** Key of a subject in its index: short, and without the NUL that PostgreSQL does not store in a text. */
export const subjectKey = (subject: string | null): string =>
  subject === null ? '' : hash('sha256', subject, 'base64url').slice(0, 16)

/**
 * If the indexes show that they are few, returns all conversations that match the filter, and possibly others. `lookUp`
 * returns up to `limit` rows with `id`, which may be null, `created_at`, `last_activity` and, in the list of a user, `joined_at`.
 */
export async function findCandidates(
  filter: Filter,
  lookUp: (lookup: Lookup, limit: number) => Promise<Row[]>,
): Promise<Candidate[] | undefined> {
  const found = new Map<unknown, Row>()
  let rows = 0
  const all = async (lookups: Lookup[]): Promise<Row[] | undefined> => {
    const some: Row[] = []
    for (const lookup of lookups) {
      if (rows > maxRows) return undefined
      const more = await lookUp(lookup, maxCandidates + 1)
      rows += more.length
      some.push(...more)
      if (some.length > maxCandidates) return undefined
    }
    return some
  }
  for (const group of groupsOf(filter)) {
    let some: Row[] | undefined
    for (const lookups of lookupsOf(group)) some ??= await all(lookups)
    if (!some) return undefined
    for (const row of some) if (row.id !== null) found.set(row.id, row)
  }
  return [...found.values()].map(({ id, created_at, last_activity, joined_at }) => ({
    id: id as string,
    createdAt: created_at as number,
    lastActivity: last_activity as number,
    joinedAt: joined_at as number | undefined,
  }))
}

/** For each condition of the group that has an index, the lookups that find every matching conversation. */
function lookupsOf(group: FilterConditions): Lookup[][] {
  const { subject, joinedAt, createdAt, lastActivityAt, lastMessageTs } = group
  const subjects = subject && subjectsOf(subject)
  const times = [
    ['joined_at', joinedAt],
    ['created_at', createdAt],
    ['last_activity', lastActivityAt],
    ['last_activity', lastMessageTs],
  ] as const
  return [
    ...(subjects ? [subjects.map((one): Lookup => ({ by: 'subject', subject: one }))] : []),
    ...times.flatMap(([by, condition]): Lookup[][] =>
      condition ? [intervalsOf(condition).map((within) => ({ by, within }))] : [],
    ),
    ...(group.isUnread || group.hasUnreadMessages ? [[{ by: 'unread' } as const]] : []),
    ...(group.hasMessages === false ? [[{ by: 'empty' } as const]] : []),
  ]
}

/** The subjects that match the condition, if they are few. */
function subjectsOf([operator, operand]: SubjectCondition): (string | null)[] | undefined {
  const subjects = [operand].flat()
  return operator.startsWith('!') || subjects.length > maxSubjects ? undefined : subjects
}

/** The condition of the index on conversations that a user has not read or has marked as unread. */
export const unreadCondition = '(p.unread_count > 0 OR p.marked_unread = 1)'

/** Adds the condition of a lookup on the columns of `alias`, and returns its ORDER BY. */
export function addLookup(where: Conditions, lookup: Lookup, alias: 'c' | 'p', id: string): string {
  switch (lookup.by) {
    case 'subject':
      where.and('c.subject_key = ?', subjectKey(lookup.subject))
      return 'ORDER BY c.id'
    case 'unread':
      where.and(unreadCondition)
      return `ORDER BY ${alias}.last_activity, ${id}`
    case 'empty':
      where.and(`${alias}.newest_seq = 0`)
      return `ORDER BY ${alias}.last_activity, ${id}`
    default: {
      const time = `${alias}.${lookup.by}`
      where.and(`${time} >= ? AND ${time} < ?`, lookup.within.from, lookup.within.to)
      return `ORDER BY ${time}, ${id}`
    }
  }
}
