import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
} from 'yaml'
import type { SourceOf } from '../../packages/contract/src/conforms.ts'
import { pointerSegments } from '../../packages/contract/src/document.ts'

/**
 * Returns the file and line in the split document, such as `spec/components/schemas/User.yaml:12`. Each component is a
 * file with the same name as in the bundled document.
 */
export function splitSources(folder: string, name = 'spec'): SourceOf {
  const files = new Map<string, { root: Node | null; lines: LineCounter } | undefined>()
  const read = (file: string) => {
    if (!files.has(file)) {
      const lines = new LineCounter()
      const path = join(folder, file)
      const found = existsSync(path)
        ? parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines }).contents
        : undefined
      files.set(file, found === undefined ? undefined : { root: found, lines })
    }
    return files.get(file)
  }

  const lineIn = (file: string, steps: string[]): string | undefined => {
    const source = read(file)
    if (!source) return undefined
    let node = source.root
    let position = node?.range?.[0] ?? 0
    for (const part of steps) {
      let next: unknown
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === part)
        if (isNode(pair?.key)) position = pair.key.range?.[0] ?? position
        next = pair?.value
      } else if (isSeq(node)) {
        next = node.items[Number(part)]
        if (isNode(next)) position = next.range?.[0] ?? position
      }
      if (!isNode(next) || isAlias(next)) break
      node = next
    }
    return `${name}/${file}:${source.lines.linePos(position).line}`
  }

  const lineAt = (pointer: string): string => {
    const [first = '', second = '', third = '', ...rest] = pointerSegments(pointer)
    if (first === 'components')
      return lineIn(`components/${second}/${third}.yaml`, rest) ?? `#${pointer}`
    const file = `paths/${second.replace(/^\//, '').replaceAll('/', '_')}.yaml`
    return (first === 'paths' && lineIn(file, third ? [third, ...rest] : [])) || `#${pointer}`
  }

  const known = new Map<string, string>()
  return (pointer) => {
    const line = known.get(pointer) ?? lineAt(pointer)
    known.set(pointer, line)
    return line
  }
}
