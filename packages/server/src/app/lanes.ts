/**
 * Work that must not overlap, one lane per key: jobs of a lane run in the order they came, and what
 * comes while a batch runs waits and forms the next one. An idle lane takes no memory.
 */

/** How many jobs go into one batch. */
const mostInBatch = 64

export interface Lanes<Job> {
  push(key: string, job: Job): void
  /** Resolves once no lane has work left. */
  idle(): Promise<void>
}

/** `run` takes a batch and must not reject: a job's failure is the job's own matter. */
export function createLanes<Job>(run: (key: string, jobs: Job[]) => Promise<void>): Lanes<Job> {
  const lanes = new Map<string, Job[]>()
  const idleWaiters: (() => void)[] = []

  async function drain(key: string, jobs: Job[]): Promise<void> {
    while (jobs.length > 0) {
      const batch = jobs.splice(0, mostInBatch)
      await run(key, batch)
    }
    lanes.delete(key)
    if (lanes.size === 0) for (const resolve of idleWaiters.splice(0)) resolve()
  }

  return {
    push(key, job) {
      const lane = lanes.get(key)
      if (lane !== undefined) {
        lane.push(job)
        return
      }
      const jobs = [job]
      lanes.set(key, jobs)
      // A turn of the microtask queue later: what one frame loop pushes makes one batch.
      queueMicrotask(() => void drain(key, jobs))
    },
    idle() {
      return lanes.size === 0 ? Promise.resolve() : new Promise((resolve) => idleWaiters.push(resolve))
    },
  }
}
