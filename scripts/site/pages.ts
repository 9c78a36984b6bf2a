import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')

/** A page of the site, but not of the reference. */
export interface Page {
  /** Its path in the site, without slashes around it. */
  path: string
  title: string
  description?: string
  /** The body for the site. */
  markdown: string
  /** The body of its Markdown twin, if that differs. */
  twin?: string
}

/** The groups of the navigation, with the pages of `docs/` in them. */
export const groups: Record<string, string[]> = {
  'In your product': [
    'first-day',
    'inbox',
    'sdk',
    'message-text',
    'files',
    'webhooks',
    'agents',
    'clients',
  ],
  'Running it': ['settings', 'operating', 'postgresql', 'scaling', 'migrating', 'benchmarks'],
  'Working on it': ['ci', 'mock-parity', 'adding-an-operation'],
}

const repository = 'https://github.com/openparley/openparley/blob/main/'

/** Files that the site has, of those that the pages refer to. */
const served: Record<string, string> = {
  'generated/openapi.json': 'openapi.json',
  'generated/openapi.yaml': 'openapi.yaml',
  'generated/openapi.clients.json': 'openapi.clients.json',
  'generated/workflows.arazzo.yaml': 'workflows.arazzo.yaml',
}

/** Where a link of a page in `docs/` leads to in the site. `base` begins and ends with a slash. */
function linkOf(target: string, base: string): string {
  if (/^([a-z]+:|#)/.test(target)) return target
  const [, path = '', hash = ''] = /^([^#]*)(#.*)?$/.exec(target) ?? []
  const page = /^([\w-]+)\.md$/.exec(path)?.[1]
  if (page !== undefined) return `${base}${page}/${hash}`
  if (!path.startsWith('../')) return `${base}${path}`
  const file = path.slice('../'.length)
  if (file === 'README.md') return `${base}${hash}`
  return served[file] ? base + served[file] : `${repository}${file}${hash}`
}

const fence = /(```[\s\S]*?```|`[^`\n]*`)/

/** The text with every link changed, except in code. */
export const withLinks = (markdown: string, base: string): string =>
  markdown
    .split(fence)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part.replaceAll(
            /(\]\()([^)\s]+)(\))/g,
            (_, open: string, target: string, close: string) => open + linkOf(target, base) + close,
          ),
    )
    .join('')

/** The pages of `docs/`. */
export async function docsPages(base: string): Promise<Page[]> {
  const files = (await readdir(join(root, 'docs'))).filter((name) => name.endsWith('.md'))
  return Promise.all(
    files.map(async (name) => {
      const text = await readFile(join(root, 'docs', name), 'utf8')
      const [, title = '', body = ''] = /^# (.*)\n([\s\S]*)$/.exec(text) ?? []
      const path = name.slice(0, -'.md'.length)
      return { path, title, markdown: withLinks(body.replaceAll(/^<!--.*-->\n/gm, ''), base) }
    }),
  )
}

/** The pages of each group, in their order. Pages of no group are listed in the last one. */
export function grouped(pages: Page[]): { label: string; pages: Page[] }[] {
  const listed = new Set(Object.values(groups).flat())
  const others = pages.filter(({ path }) => !listed.has(path)).map(({ path }) => path)
  return Object.entries(groups).map(([label, paths], index, all) => ({
    label,
    pages: [...paths, ...(index === all.length - 1 ? others : [])].flatMap(
      (path) => pages.find((page) => page.path === path) ?? [],
    ),
  }))
}
