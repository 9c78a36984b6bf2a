import { setFlagsFromString } from 'node:v8'

/**
 * Lets V8 optimize hardly anything until the returned function is called. Nothing in a start runs often enough to earn that
 * work, which takes 10 MB. Options for its compilers on the command line win.
 *
 * Maglev, the first of the two compilers, is not switched off but waits longer. Functions of Node that it would compile
 * during the start stayed slow permanently, and a message cost 10 to 20 % more.
 */
export function pauseOptimizer(nodeOptions = ''): () => void {
  const given = [nodeOptions, ...process.execArgv].join(' ')
  if (/--(no[-_]?)?(opt|turbofan|maglev|jitless)\b/.test(given)) return () => undefined
  setFlagsFromString('--no-opt')
  setFlagsFromString('--invocation-count-for-maglev=20000')
  return () => {
    setFlagsFromString('--opt')
    // The default of V8.
    setFlagsFromString('--invocation-count-for-maglev=400')
  }
}
