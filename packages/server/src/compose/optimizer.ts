import { setFlagsFromString } from 'node:v8'

/**
 * Switches V8's optimizing compilers off until the returned function is called. No code runs often enough during a
 * start to be worth optimizing, and the compilers take 12 MB. Options for the compilers on the command line take
 * precedence.
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
