// How long the disk takes to make a page safe: what a durable answer cannot be quicker than.
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

export interface FsyncTimes {
  p50: number
  p99: number
}

/** Milliseconds to append 4 KiB and sync it, in `folder`. */
export function timeFsync(folder: string, times = 300): FsyncTimes {
  const path = join(folder, 'fsync-probe')
  const file = openSync(path, 'w')
  const page = Buffer.alloc(4_096, 1)
  const taken: number[] = []
  for (let count = 0; count < times; count += 1) {
    const began = performance.now()
    writeSync(file, page)
    fdatasyncSync(file)
    taken.push(performance.now() - began)
  }
  closeSync(file)
  rmSync(path)
  taken.sort((one, other) => one - other)
  return { p50: taken[Math.floor(times * 0.5)] ?? 0, p99: taken[Math.floor(times * 0.99)] ?? 0 }
}
