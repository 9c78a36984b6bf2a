import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Corrects what axe finds in the pages that the tools write: each pair is a pattern and what replaces it. */
const corrections: [RegExp, string][] = [
  // A heading without text.
  [/<th([^>]*)><\/th>/g, '<td$1></td>'],
  // Tables scroll on a narrow screen, which the keyboard must be able to do.
  [/<table(?=[ >])/g, '<table tabindex="0"'],
  // So does code with a line that cannot be wrapped, before its script has looked at it.
  [/<pre(?= data-language=)/g, '<pre tabindex="0"'],
  // The examples of the reference skip levels of headings.
  [/<h5( class="sl-openapi-examples-heading[^>]*>)([\s\S]*?)<\/h5>/g, '<p$1$2</p>'],
]

/** The script of code blocks makes each that scrolls a landmark, all without a name. */
const codeScript = /^_astro\/ec\..*\.js$/

export async function mendPages(folder: string): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) {
    const file = join(folder, name)
    const edit = async (change: (text: string) => string) =>
      writeFile(file, change(await readFile(file, 'utf8')))
    if (name.endsWith('.html'))
      await edit((html) =>
        corrections.reduce((text, [from, to]) => text.replaceAll(from, to), html),
      )
    if (codeScript.test(name)) await edit((text) => text.replace(/(["'`])region\1/, '"group"'))
  }
}
