import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const attributes = /(?:href|src)="([^"#]*)(?:#([^"]*))?"/g

/** Returns the links of the built site, and of its Markdown twins, that lead to no file and no id in it. */
export async function deadLinks(folder: string, base: string): Promise<string[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) =>
    /\.(html|md|txt)$/.test(name),
  )
  const texts = new Map<string, string>()
  for (const name of names) texts.set(name, await readFile(join(folder, name), 'utf8'))
  const idsOf = new Map<string, Set<string>>()
  const hasId = (file: string, id: string) => {
    const ids =
      idsOf.get(file) ??
      new Set([...(texts.get(file) ?? '').matchAll(/ id="([^"]+)"/g)].map(([, one = '']) => one))
    idsOf.set(file, ids)
    return ids.has(decodeURIComponent(id))
  }
  const dead = new Set<string>()
  for (const [name, text] of texts)
    for (const [, target = '', id] of name.endsWith('.html')
      ? text.replaceAll(/<script[\s\S]*?<\/script>/g, '').matchAll(attributes)
      : text.matchAll(/\]\(([^)\s#]*)(?:#([^)\s]*))?\)/g)) {
      if (/^[a-z]+:/.test(target)) continue
      const path =
        target === '' ? name : target.startsWith(base) ? target.slice(base.length) : undefined
      const file =
        path === undefined
          ? undefined
          : path === '' || path.endsWith('/')
            ? `${path}index.html`
            : path
      const isThere = file !== undefined && existsSync(join(folder, decodeURIComponent(file)))
      if (!isThere || (id && file?.endsWith('.html') && !hasId(file, id)))
        dead.add(`${name}: ${target}${id === undefined ? '' : `#${id}`}`)
    }
  return [...dead]
}
