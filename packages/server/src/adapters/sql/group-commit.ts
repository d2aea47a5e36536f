/**
 * Many writers, one transaction: what arrives in turns of the event loop that follow one another is committed
 * together, what comes while a commit runs waits for the next. Order is kept; nobody is answered before the commit.
 */

/** SQLite commits on the main thread: more would keep everybody else waiting without saving many commits. */
export const mostInCommit = 64

/**
 * Turns that a batch waits for more at most. A turn without news ends it at once and costs a few microseconds;
 * without any, the second of two messages that arrive 20 µs apart waits for the commit of the first.
 */
const mostTurns = 4

export interface GroupCommit<Work> {
  /** Resolves or rejects when the batch with `work` is done, as `run` said. */
  submit<T>(work: Work): Promise<T>
  /** Runs what waits, and takes nothing more. */
  drain(): Promise<void>
}

/** What became of one work of a batch. */
export type Outcome = { value: unknown } | { error: unknown }

export interface BatchRules<Work> {
  /** {@link mostInCommit} by default. */
  most?: number
  /** How many of those waiting, from the first on, can be one batch; all by default. */
  take?: (waiting: readonly Work[]) => number
}

interface Waiting<Work> {
  work: Work
  resolve: (value: never) => void
  reject: (error: unknown) => void
}

/**
 * `run` commits a batch and answers an outcome for each work in order; when it throws, all are rejected
 * with that.
 */
export function createGroupCommit<Work>(
  run: (batch: Work[]) => Outcome[] | Promise<Outcome[]>,
  { most = mostInCommit, take = (waiting) => waiting.length }: BatchRules<Work> = {},
): GroupCommit<Work> {
  let waiting: Waiting<Work>[] = []
  let isRunning = false
  let drained: (() => void)[] = []
  let isClosed = false

  return {
    submit(work) {
      const { promise, resolve, reject } = Promise.withResolvers<never>()
      if (isClosed) reject(new Error('the store is closed'))
      else {
        waiting.push({ work, resolve, reject })
        if (waiting.length === 1 && !isRunning) setImmediate(gather, 0, 1)
      }
      return promise
    },
    drain() {
      isClosed = true
      return new Promise((resolve) => {
        if (waiting.length === 0 && !isRunning) resolve()
        else drained.push(resolve)
      })
    },
  }

  /** `known` have waited since the last turn. */
  function gather(known: number, turn: number): void {
    if (waiting.length === known || waiting.length >= most || turn > mostTurns) flush()
    else setImmediate(gather, waiting.length, turn + 1)
  }

  function flush(): void {
    isRunning = true
    const candidates = waiting.length <= most ? waiting : waiting.slice(0, most)
    const batch = candidates.slice(0, take(candidates.map(({ work }) => work)))
    waiting = waiting.slice(batch.length)
    let outcomes: Outcome[] | Promise<Outcome[]>
    try {
      outcomes = run(batch.map(({ work }) => work))
    } catch (error) {
      finish(batch, error)
      return
    }
    if (Array.isArray(outcomes)) finish(batch, undefined, outcomes)
    else
      outcomes.then(
        (all) => finish(batch, undefined, all),
        (error: unknown) => finish(batch, error),
      )
  }

  function finish(batch: Waiting<Work>[], error: unknown, outcomes?: Outcome[]): void {
    isRunning = false
    if (waiting.length > 0) setImmediate(gather, 0, 1)
    batch.forEach(({ resolve, reject }, index) => {
      const outcome = outcomes?.[index]
      if (!outcome) reject(error)
      else if ('error' in outcome) reject(outcome.error)
      else resolve(outcome.value as never)
    })
    if (waiting.length > 0 || isRunning) return
    for (const resolve of drained) resolve()
    drained = []
  }
}
