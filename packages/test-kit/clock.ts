/** A clock that moves only when a test moves it. Pass it as `now`. Unix milliseconds. */
export interface Clock {
  (): number
  time: number
}

export const clock = (time = Date.UTC(2024, 5, 1)): Clock => {
  const now = Object.assign(() => now.time, { time })
  return now
}
