import { execSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../contract/document.ts'

/** A receiver of `examples/webhooks`. */
export interface ReceiverTarget {
  /** Its folder. */
  name: string
  /** The scheme of the headers that it verifies. */
  verifies: 'Standard Webhooks' | 'hosted'
  /** A program that it needs on the machine; undefined for Node. */
  tool?: string
  /** Shell commands that install its library, and compile it. */
  prepare: string[]
  /** A file of its folder that exists when it is prepared. */
  prepared?: string
  /** The command that runs it, on the port of the variable `PORT`. */
  run: string
}

const module = 'github.com/standard-webhooks/standard-webhooks/libraries@v0.0.1'

/** Takes the library from its repository, as the Go module has it, if Packagist cannot be reached. */
const composer = [
  'composer install --quiet 2>/dev/null',
  `sources=$(go mod download -json ${module} | sed -n 's/.*"Dir": "\\(.*\\)".*/\\1/p')`,
  `composer config repositories.reference '{"type":"path","url":"'"$sources"'","options":{"symlink":false,"versions":{"standard-webhooks/standard-webhooks":"0.0.1"}}}'`,
  'composer config repositories.packagist false && composer install --quiet',
]

export const receivers: ReceiverTarget[] = [
  { name: 'node', verifies: 'Standard Webhooks', prepare: [], run: 'node receive.js' },
  { name: 'hosted', verifies: 'hosted', prepare: [], run: 'node receive.js' },
  {
    name: 'python',
    verifies: 'Standard Webhooks',
    tool: 'python3',
    prepare: [
      'python3 -m pip install --quiet --root-user-action=ignore --upgrade --target lib -r requirements.txt',
    ],
    prepared: 'lib/standardwebhooks',
    run: 'PYTHONPATH=lib python3 receive.py',
  },
  {
    name: 'php',
    verifies: 'Standard Webhooks',
    tool: 'php',
    prepare: [`${composer[0]} || { ${composer.slice(1).join(' && ')}; }`],
    prepared: 'vendor/autoload.php',
    run: 'php -S 127.0.0.1:$PORT receive.php',
  },
  {
    name: 'go',
    verifies: 'Standard Webhooks',
    tool: 'go',
    prepare: ['go build -o receive .'],
    prepared: 'receive',
    run: './receive',
  },
]

/** The folder in which a receiver runs: a copy with its library, or the example itself if it needs none. */
export const folderOf = ({ name, prepared }: ReceiverTarget): string =>
  prepared === undefined
    ? join(root, 'examples/webhooks', name)
    : join(root, 'node_modules/.cache/receivers', name)

/** Whether its library is installed, and its program compiled. */
export const isPrepared = (target: ReceiverTarget): boolean =>
  target.prepared === undefined || existsSync(join(folderOf(target), target.prepared))

/** Whether the machine has the program that it needs. */
export function hasTool({ tool }: ReceiverTarget): boolean {
  if (tool === undefined) return true
  try {
    execSync(`command -v ${tool}`, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
