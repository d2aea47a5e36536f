/**
 * Work that must not overlap, one lane per key: jobs of a lane run in the order they came, and what
 * comes while a batch runs waits and forms the next one. Lanes without work take little memory, and not for long.
 */

/** How many jobs go into one batch. */
const mostInBatch = 64
/**
 * Idle lanes that may stand before they are swept away. To delete each at its end has V8 copy the Map every few
 * of them and chain the old tables to the new, which keeps garbage alive: see `kept`.
 */
const mostIdle = 1_024

export interface Lanes<Job> {
  push(key: string, job: Job): void
  /** Resolves once no lane has work left. */
  idle(): Promise<void>
  /** The batch that has run longest; null when none runs. */
  oldest(): object | null
}

interface Lane<Job> {
  jobs: Job[]
  /** Null while the lane is idle. */
  batch: Job[] | null
  /** Of the batch: those that began later have larger ones. */
  number: number
}

/** `run` takes a batch and must not reject: a job's failure is the job's own matter. */
export function createLanes<Job>(run: (key: string, jobs: Job[]) => Promise<void>): Lanes<Job> {
  let lanes = new Map<string, Lane<Job>>()
  let busy = 0
  let batches = 0
  const idleWaiters: (() => void)[] = []

  async function drain(key: string, lane: Lane<Job>): Promise<void> {
    while (lane.jobs.length > 0) {
      lane.batch = lane.jobs.splice(0, mostInBatch)
      lane.number = batches++
      await run(key, lane.batch)
    }
    lane.batch = null
    busy -= 1
    if (lanes.size > 2 * busy + mostIdle)
      lanes = new Map([...lanes].filter(([, { batch }]) => batch !== null))
    if (busy === 0) for (const resolve of idleWaiters.splice(0)) resolve()
  }

  return {
    push(key, job) {
      let lane = lanes.get(key)
      if (lane === undefined) {
        lane = { jobs: [], batch: null, number: 0 }
        lanes.set(key, lane)
      }
      lane.jobs.push(job)
      if (lane.batch !== null) return
      lane.batch = lane.jobs
      lane.number = batches++
      busy += 1
      // A turn of the microtask queue later: what one frame loop pushes makes one batch.
      queueMicrotask(() => void drain(key, lane))
    },
    idle() {
      return busy === 0 ? Promise.resolve() : new Promise((resolve) => idleWaiters.push(resolve))
    },
    oldest() {
      let oldest: Lane<Job> | null = null
      for (const lane of lanes.values()) {
        if (lane.batch !== null && (oldest === null || lane.number < oldest.number)) oldest = lane
      }
      return oldest?.batch ?? null
    },
  }
}
