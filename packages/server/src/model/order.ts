import { invalidRequest } from './error.ts'
import { since, type Version } from './version.ts'

interface OrderQuery {
  orderBy?: 'lastActivity' | 'createdAt'
  orderDirection?: 'ASC' | 'DESC'
  offsetTs?: number
  sortBy?: `${'lastActivity' | 'createdAt'} ${'ASC' | 'DESC'}`
}

export interface Order {
  orderBy: 'lastActivity' | 'createdAt'
  direction: 'ASC' | 'DESC'
  offset: number | undefined
}

/** The requested order of a list of conversations, by the rules of the request's API version. */
export function orderOf(query: OrderQuery, version: Version): Order {
  const given = (['orderBy', 'orderDirection', 'offsetTs', 'sortBy'] as const).filter(
    (name) => query[name] !== undefined,
  )
  if (version < since.ordering) {
    refuse(given, `Not known to version ${version}, which always lists by creation, newest first.`)
    return { orderBy: 'createdAt', direction: 'DESC', offset: undefined }
  }
  if (query.sortBy === undefined)
    return {
      orderBy: query.orderBy ?? 'lastActivity',
      direction: query.orderDirection ?? 'DESC',
      offset: query.offsetTs,
    }
  refuse(
    given.filter((name) => name === 'orderBy' || name === 'orderDirection'),
    'Cannot be combined with sortBy.',
  )
  const [orderBy, direction] = query.sortBy.split(' ') as [Order['orderBy'], Order['direction']]
  return { orderBy, direction, offset: query.offsetTs }
}

function refuse(names: string[], why: string): void {
  if (names.length > 0) throw invalidRequest(names.map((name) => ({ field: [name], why })))
}
