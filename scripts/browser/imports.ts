import { join } from 'node:path'
import type { Plugin } from 'rolldown'

const helper = join(import.meta.dirname, 'again.ts')

/** Has each part that is loaded on use tried again when it could not be loaded. */
export const repeatedImports: Plugin = {
  name: 'repeated-imports',
  transform: {
    filter: { id: /packages\/\w+\/src\/.*\.ts$/, code: 'import(' },
    handler(code) {
      const places = importsIn(this.parse(code, { lang: 'ts' })).sort(([a], [b]) => b - a)
      // From the end to the start, so that earlier positions stay correct.
      const repeated = places.reduce(
        (text, [start, end]) =>
          `${text.slice(0, start)}again(() => ${text.slice(start, end)})${text.slice(end)}`,
        code,
      )
      return places.length > 0
        ? `import { again } from ${JSON.stringify(helper)}\n${repeated}`
        : code
    },
  },
}

/** The places of the calls of `import` below a node of the syntax tree. */
function importsIn(node: unknown): [start: number, end: number][] {
  if (typeof node !== 'object' || node === null) return []
  const { type, start, end } = node as { type?: string; start: number; end: number }
  const inner = Object.values(node).flatMap(importsIn)
  return type === 'ImportExpression' ? [[start, end], ...inner] : inner
}
