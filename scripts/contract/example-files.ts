import { AssertionError, deepStrictEqual } from 'node:assert'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, parseDocument } from 'yaml'

export const exampleFile = (folder: string, name: string) => join(folder, `${name}.yaml`)

export const readExample = (folder: string, name: string): unknown =>
  parse(readFileSync(exampleFile(folder, name), 'utf8')).value

/** For each example that differs from the recording, by its name: a diff of the two. */
export function staleExamples(folder: string, recorded: Map<string, unknown>) {
  const stale = new Map<string, string>()
  for (const [name, value] of recorded)
    try {
      deepStrictEqual(value, readExample(folder, name))
    } catch (error) {
      if (!(error instanceof AssertionError)) throw error
      stale.set(name, error.message.replace(/^.*\n.*\n\n/, 'recorded (+), in the file (-):\n'))
    }
  return stale
}

/** Replaces the value in the file of an example, and keeps the rest of the file. */
export function writeExample(folder: string, name: string, value: unknown): void {
  const file = exampleFile(folder, name)
  const example = parseDocument(readFileSync(file, 'utf8'))
  example.set('value', example.createNode(value))
  writeFileSync(
    file,
    example.toString({ lineWidth: 100, singleQuote: true, blockQuote: 'literal' }),
  )
}
