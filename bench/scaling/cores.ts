/** Runs what is due, in the order of time. */
export class Clock {
  now = 0
  readonly #due: { at: number; run: () => void }[] = []

  /** Runs `run` after some microseconds. */
  after(time: number, run: () => void): void {
    // A binary heap.
    const due = this.#due
    let index = due.length
    const one = { at: this.now + time, run }
    due.push(one)
    while (index > 0) {
      const parent = (index - 1) >> 1
      const other = due[parent]
      if (!other || other.at <= one.at) break
      due[index] = other
      index = parent
    }
    due[index] = one
  }

  /** Returns false if nothing is left before `end`. */
  step(end: number): boolean {
    const due = this.#due
    const first = due[0]
    if (!first || first.at > end) return false
    const last = due.pop() as typeof first
    if (due.length > 0) {
      let index = 0
      for (;;) {
        let child = 2 * index + 1
        const [left, right] = [due[child], due[child + 1]]
        if (left && right && right.at < left.at) child += 1
        const least = due[child]
        if (!least || least.at >= last.at) break
        due[index] = least
        index = child
      }
      due[index] = last
    }
    this.now = first.at
    first.run()
    return true
  }
}

interface Job {
  /** Microseconds of CPU time. */
  cpu: number
  /** Microseconds for which the core then waits, such as for the disk. */
  wait: number
  done: () => void
}

/** The cores of a machine that several programs share. */
export class Machine {
  readonly #waiting = new Set<() => void>()
  #free: number
  constructor(count = Number.POSITIVE_INFINITY) {
    this.#free = count
  }

  /** Takes a core, or else calls `retry` when there is one. */
  take(retry: () => void): boolean {
    if (this.#free === 0) {
      this.#waiting.add(retry)
      return false
    }
    this.#free -= 1
    return true
  }

  give(): void {
    this.#free += 1
    for (const retry of [...this.#waiting]) {
      if (this.#free === 0) return
      this.#waiting.delete(retry)
      retry()
    }
  }
}

/** Cores that take jobs in the order in which they come. */
export class Cores {
  readonly #clock: Clock
  readonly #machine: Machine
  readonly #waiting: (() => Job)[] = []
  readonly #count: number
  readonly #retry = () => this.#start()
  #free: number
  #next = 0
  #lastEnd = 0

  constructor(clock: Clock, count: number, machine = new Machine()) {
    this.#clock = clock
    this.#machine = machine
    this.#count = count
    this.#free = count
  }

  /** Microseconds for which all cores have had nothing to do. */
  get idleTime(): number {
    return this.#free < this.#count ? 0 : this.#clock.now - this.#lastEnd
  }

  run(cpu: number, done: () => void): void {
    this.runLater(() => ({ cpu, wait: 0, done }))
  }

  /** Calls `job` when a core is free, and runs the job that it returns. */
  runLater(job: () => Job): void {
    this.#waiting.push(job)
    this.#start()
  }

  #start(): void {
    while (this.#free > 0 && this.#next < this.#waiting.length) {
      if (!this.#machine.take(this.#retry)) return
      const job = this.#waiting[this.#next] as () => Job
      this.#next += 1
      if (this.#next > 1000) {
        this.#waiting.splice(0, this.#next)
        this.#next = 0
      }
      this.#free -= 1
      // It may cause further jobs.
      const { cpu, wait, done } = job()
      this.#clock.after(cpu, () => this.#machine.give())
      this.#clock.after(cpu + wait, () => {
        this.#free += 1
        this.#lastEnd = this.#clock.now
        done()
        this.#start()
      })
    }
  }
}
