import type { Plugin } from 'rolldown'

/**
 * Minifiers leave templates as they are. No template has preformatted text, so a line break and the indentation of the
 * next line become a space.
 */
export const minifiedTemplates: Plugin = {
  name: 'minified-templates',
  transform: {
    filter: { id: /packages\/(inbox|dashboard)\/src\/.*\.ts$/, code: 'html`' },
    handler(code) {
      let minified = code
      // From the end to the start, so that earlier positions stay correct.
      for (const [start, end] of templateTexts(this.parse(code, { lang: 'ts' })).reverse())
        minified =
          minified.slice(0, start) +
          minified.slice(start, end).replaceAll(/\s*\n\s*/g, ' ') +
          minified.slice(end)
      return minified
    },
  },
}

/** The positions of the texts in HTML templates below a node of the syntax tree, in their order. */
function templateTexts(node: unknown): [start: number, end: number][] {
  if (typeof node !== 'object' || node === null) return []
  const inner = Object.values(node).flatMap(templateTexts)
  const { type, tag, quasi } = node as { type?: string; tag?: Tag; quasi?: { quasis: Text[] } }
  const own = type === 'TaggedTemplateExpression' && tag?.name === 'html' ? quasi?.quasis : []
  const texts = (own ?? []).map(({ start, end }): [number, number] => [start, end])
  return [...inner, ...texts].sort(([one], [other]) => one - other)
}

interface Tag {
  name?: string
}

interface Text {
  start: number
  end: number
}
