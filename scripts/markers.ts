/** Returns the text with `content` between its markers `<!-- name -->` and `<!-- /name -->`. */
export function between(name: string, text: string, content: string): string {
  const markers = new RegExp(`(<!-- ${name} -->\\n)[^]*?(<!-- /${name} -->)`)
  if (!markers.test(text)) throw new Error(`There are no markers for the ${name}.`)
  return text.replace(markers, (_, before, after) => `${before}${content}\n${after}`)
}
