/** Writes inputs, and answers each with its value or the error that refuses it. */
export type Work<Tx, Input, Output> = (tx: Tx, inputs: Input[]) => Promise<(Output | Error)[]>

type Write<Tx> = <T>(locks: readonly string[], work: (tx: Tx) => Promise<T>) => Promise<T>

interface Group {
  work: unknown
  inputs: unknown[]
  outcomes: Promise<unknown[]>
}

/** Inputs beyond these begin another group. */
const most = 64

/**
 * Gathers what waits to be written in the same way under the same lock: while a group waits for its transaction,
 * further inputs join it, and are written by the same statements.
 */
export class Together<Tx> {
  readonly #write: Write<Tx>
  /** By lock. */
  readonly #waiting = new Map<string, Group>()

  constructor(write: Write<Tx>) {
    this.#write = write
  }

  async run<Input, Output>(
    lock: string,
    work: Work<Tx, Input, Output>,
    input: Input,
  ): Promise<Output> {
    const waiting = this.#waiting.get(lock)
    const canJoin = waiting?.work === work && waiting.inputs.length < most
    const group = canJoin ? waiting : this.#begin(lock, work)
    const index = group.inputs.push(input) - 1
    const outcome = (await group.outcomes)[index] as Output | Error
    if (outcome instanceof Error) throw outcome
    return outcome
  }

  #begin<Input, Output>(lock: string, work: Work<Tx, Input, Output>): Group {
    const inputs: Input[] = []
    const leave = () => {
      if (this.#waiting.get(lock)?.inputs === inputs) this.#waiting.delete(lock)
    }
    const outcomes = this.#write([lock], (tx) => {
      leave()
      return work(tx, inputs)
    }).finally(leave)
    const group = { work, inputs, outcomes }
    this.#waiting.set(lock, group)
    return group
  }
}
