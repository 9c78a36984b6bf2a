import { setFlagsFromString } from 'node:v8'

/**
 * Keeps V8's TurboFan from compiling until the returned function is called. Nothing in a start runs often enough to earn that
 * work, which takes 6 MB. Options for V8's compilers on the command line win.
 *
 * TurboFan is not switched off, because functions that it would compile during the start would then stay slow permanently.
 * For the same reason, Maglev compiles as usual: a delay saved 4 MB more, and a message cost 8 % more.
 */
export function pauseOptimizer(nodeOptions = ''): () => void {
  const given = [nodeOptions, ...process.execArgv].join(' ')
  if (/--(no[-_]?)?(opt|turbofan|maglev|jitless)\b/.test(given)) return () => undefined
  setFlagsFromString('--turbo-filter=none')
  // The default of V8.
  return () => setFlagsFromString('--turbo-filter=*')
}
