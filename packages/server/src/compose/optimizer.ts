import { setFlagsFromString } from 'node:v8'

/**
 * Switches V8's optimizing compilers off until the returned function is called. Nothing in a start runs often enough to
 * earn their work, which takes 12 MB. Options for them on the command line win.
 */
export function pauseOptimizer(nodeOptions = ''): () => void {
  const given = [nodeOptions, ...process.execArgv].join(' ')
  if (/--(no[-_]?)?(opt|turbofan|maglev|jitless)\b/.test(given)) return () => undefined
  setFlagsFromString('--no-opt')
  setFlagsFromString('--no-maglev')
  return () => {
    setFlagsFromString('--opt')
    setFlagsFromString('--maglev')
  }
}
