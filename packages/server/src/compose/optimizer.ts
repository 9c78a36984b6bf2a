import { setFlagsFromString } from 'node:v8'

/**
 * Switches V8's optimizing compilers off until the returned function is called. No code runs often enough during a
 * start to be worth optimizing, and the compilers take 12 MB. Options for the compilers on the command line take
 * precedence.
 */
export function pauseOptimizer(nodeOptions: string): () => void {
  if (/--(no[-_]?)?(opt|turbofan|maglev|jitless)\b/.test(nodeOptions)) return () => undefined
  setFlagsFromString('--no-opt')
  setFlagsFromString('--no-maglev')
  return () => {
    setFlagsFromString('--opt')
    setFlagsFromString('--maglev')
  }
}
