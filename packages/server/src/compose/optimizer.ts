import { setFlagsFromString } from 'node:v8'

/**
 * Lets V8 optimize hardly anything until the returned function is called. Nothing in a start runs often enough to earn that
 * work, which takes 10 MB. Options for its compilers on the command line win.
 *
 * Neither compiler is switched off: functions that it would compile during the start would then stay slow permanently,
 * and a message cost 10 to 20 % more. Maglev waits longer instead, and no function passes the filter of TurboFan.
 */
export function pauseOptimizer(nodeOptions = ''): () => void {
  const given = [nodeOptions, ...process.execArgv].join(' ')
  if (/--(no[-_]?)?(opt|turbofan|maglev|jitless)\b/.test(given)) return () => undefined
  setFlagsFromString('--turbo-filter=none')
  setFlagsFromString('--invocation-count-for-maglev=20000')
  return () => {
    // The defaults of V8.
    setFlagsFromString('--turbo-filter=*')
    setFlagsFromString('--invocation-count-for-maglev=400')
  }
}
