import type { IconName } from './look/icons.ts'

export interface Route {
  /** The path after the `#`; a part with a colon is a parameter. */
  path: string
  /** The element of the page. */
  tag: string
  /** The title of the window, and its place in the menu. */
  title: string
  /** The menu that the page is in; pages without a menu are reached from other pages. */
  menu?: 'server' | 'app'
  icon?: IconName
  load: () => Promise<unknown>
}

/** Where the browser is. */
export interface Place {
  route: Route
  path: string
  params: Record<string, string>
  query: URLSearchParams
}

/**
 * Returns the route and the parameters of a fragment such as `#/apps/boutique?limit=10`; undefined if no route matches.
 */
export function placeOf(routes: Route[], fragment: string): Place | undefined {
  const [path = '', query = ''] = fragment.replace(/^#/, '').split('?')
  for (const route of routes) {
    const params = paramsOf(route.path, path)
    if (params) return { route, path, params, query: new URLSearchParams(query) }
  }
  return undefined
}

function paramsOf(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern.split('/'), path.split('/')]
  if (wanted.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const text = given[index] ?? ''
    if (part.startsWith(':') && text !== '') params[part.slice(1)] = decoded(text)
    else if (part !== text) return undefined
  }
  return params
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The link to a page, such as `#/apps/boutique/keys`. Each value is encoded. */
export function linkTo(pattern: string, params: Record<string, string> = {}, query = ''): string {
  const path = pattern.replaceAll(/:(\w+)/g, (_, name) => encodeURIComponent(params[name] ?? ''))
  return `#${path}${query && `?${query}`}`
}

/** Goes to a page. */
export function goTo(pattern: string, params: Record<string, string> = {}, query = ''): void {
  location.hash = linkTo(pattern, params, query)
}

/** Changes the query of the place, so that a reload or a link shows the same. The history has no new entry. */
export function setQuery(values: Record<string, string>): void {
  const [path = '', old = ''] = location.hash.split('?')
  const query = new URLSearchParams(old)
  for (const [name, value] of Object.entries(values))
    if (value === '') query.delete(name)
    else query.set(name, value)
  const text = query.toString()
  history.replaceState(null, '', text ? `${path}?${text}` : path)
  dispatchEvent(new HashChangeEvent('hashchange'))
}
