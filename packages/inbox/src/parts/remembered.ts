/** Returns a function that keeps the last result, and returns it again while it is called with the same arguments. */
export function remembered<Arguments extends readonly unknown[], Result>(
  call: (...args: Arguments) => Result,
): (...args: Arguments) => Result {
  let last: { args: Arguments; result: Result } | undefined
  return (...args) => {
    if (!last || args.some((one, index) => one !== last?.args[index]))
      last = { args, result: call(...args) }
    return last.result
  }
}
