import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const number = String.raw`\d+\.\d+\.\d+`

/** The position of the version, with the text before and after it. */
const places: [files: string, before: string, after: string][] = [
  // The packages, and their dependencies on each other.
  [
    '{generated,packages/*,examples/*}/package.json',
    String.raw`"(?:version|openparley|@openparley\/[\w-]+)": "\^?`,
    '"',
  ],
  ['spec/openapi.yaml', '^ {2}version: ', '$'],
  ['examples/workflow.yml', '@v', ''],
  ['README.md', String.raw`\*\*Status\*\*: `, ''],
]

/** Sets the version in all files of the workspace. Returns their names. */
export function setVersion(root: string, version: string): string[] {
  return places.flatMap(([pattern, before, after]) => {
    const expression = new RegExp(`(${before})${number}(?=${after})`, 'gm')
    const files = globSync(pattern, { cwd: root }).filter((file) => {
      const text = readFileSync(join(root, file), 'utf8')
      const changed = text.replaceAll(expression, `$1${version}`)
      writeFileSync(join(root, file), changed)
      return expression.test(text)
    })
    if (files.length === 0) throw new Error(`${pattern} has no version to set.`)
    return files
  })
}
