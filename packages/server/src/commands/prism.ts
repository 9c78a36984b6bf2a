import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { documentFile } from '../base/assets.ts'

// Prism 5.15.11 and later never respond to malformed JSON, and npm would install the newest.
const versions = '@stoplight/prism-cli@5.14.2 @stoplight/prism-http-server@5.12.2'

const document = fileURLToPath(documentFile('openapi.json'))

/** Runs Prism on the document until it ends. Throws an `Error` with a message for the terminal if it is not installed. */
export async function runPrism({ port, host }: { port: number; host: string }): Promise<void> {
  const program = prismProgram()
  if (program === undefined)
    throw new Error(
      'The mock is Prism, which is not installed. Add it with `npm install -D ' +
        `${versions}\`, or use --stateful, which needs no other package.`,
    )
  const options = ['--port', String(port), '--host', host]
  const child = spawn(process.execPath, [program, 'mock', ...options, document], {
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  const [code, signal] = await once(child, 'exit')
  if (code !== 0 && signal === null) throw new Error(`Prism ended with exit code ${code}.`)
}

/** Finds Prism beside this package, or else in the project of the working directory. */
function prismProgram(): string | undefined {
  for (const from of [import.meta.url, pathToFileURL(join(process.cwd(), 'package.json'))]) {
    const require = createRequire(from)
    try {
      const file = require.resolve('@stoplight/prism-cli/package.json')
      return join(dirname(file), require(file).bin.prism)
    } catch (error) {
      if ((error as { code?: string }).code !== 'MODULE_NOT_FOUND') throw error
    }
  }
  return undefined
}
