import { PerformanceObserver } from 'node:perf_hooks'
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'

/** Max bytes of the space for young objects, both halves together. */
const max = 32 * 1024 * 1024

/**
 * Keeps V8's space for young objects small until the returned function is called, and bounds it to 32 MB after that.
 * Otherwise it would grow to 64 MB in a burst of uploads or streams, and keep that size. `--max-semi-space-size` does
 * the same, but only on the command line; if it is set, it takes precedence. V8 reads the growth factor before each
 * growth; with a factor of 1 the space does not grow.
 */
export function boundYoungSpace(nodeOptions: string): () => void {
  if (/semi[-_]space/.test(nodeOptions)) return () => undefined
  let factor = 1
  const set = (next: 1 | 2) => {
    factor = next
    setFlagsFromString(`--semi-space-growth-factor=${next}`)
  }
  const adapt = () => {
    const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')
    const next = space && space.space_size < max ? 2 : 1
    if (next !== factor) set(next)
  }
  set(1)
  // V8 makes the space smaller when little is allocated, so that it may have to grow again.
  return () => new PerformanceObserver(adapt).observe({ entryTypes: ['gc'] })
}
