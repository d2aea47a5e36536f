// `bench server`: send → stored → answered → received by the agent, against a `ws` relay without storage in
// the same run, and what an idle connection takes.
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { median, printTable, round } from '../figures.ts'
import { cpuOf, type Demo, memoryOf, type Running, start, startFoyer } from '../processes.ts'
import { type FsyncTimes, timeFsync } from './fsync.ts'
import type { LoadPlan, LoadResult } from './load.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const seconds = Number(process.env.BENCH_SECONDS ?? 5)
const idle = Number(process.env.BENCH_IDLE ?? 8_000)
const visitors = 100
const window = 10
const rate = 2_000

interface Measured {
  perSecond: number
  /** Microseconds of the server's CPU for each message. */
  cpu: number
  latency: LoadResult['latency']
}

type Target = LoadPlan['target']

export async function benchServer(isJson: boolean): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'foyer-bench-'))
  const foyer = await startFoyer(data)
  const relay = await start<{ port: number }>([resolve(import.meta.dirname, 'relay.ts')])
  try {
    const sides = {
      foyer: { pid: foyer.pid, target: targetOf(foyer.ready) },
      relay: { pid: relay.pid, target: { kind: 'relay', port: relay.ready.port } as Target },
    }
    const saturated = { foyer: [] as Measured[], relay: [] as Measured[] }
    const saturatedWs = { foyer: [] as Measured[], relay: [] as Measured[] }
    const paced = { foyer: [] as Measured[], relay: [] as Measured[] }
    const fsyncs: FsyncTimes[] = []
    // The pace first: after a flood the server would still catch up with records and index.
    for (let count = 0; count < rounds; count += 1) {
      for (const name of ['relay', 'foyer'] as const) {
        const { pid, target } = sides[name]
        paced[name].push(await measure(pid, target, 'pace'))
      }
      fsyncs.push(timeFsync(data))
    }
    for (let count = 0; count < rounds; count += 1) {
      for (const name of ['relay', 'foyer'] as const) {
        const { pid, target } = sides[name]
        saturated[name].push(await measure(pid, target, 'saturate'))
        saturatedWs[name].push(await measure(pid, target, 'saturate', 'ws'))
      }
    }
    await Promise.all([foyer.stop(), relay.stop()])
    const held = await idleBytes()
    const report = summarise(saturated, saturatedWs, paced, fsyncs, held)
    if (isJson) console.log(JSON.stringify(report))
    else print(report)
  } finally {
    await Promise.all([foyer.stop(), relay.stop()])
    rmSync(data, { recursive: true, force: true })
  }
}

function targetOf({ url, site, agents }: Demo): Target {
  return { kind: 'foyer', port: Number(new URL(url).port), site, tokens: agents.map(({ token }) => token) }
}

async function measure(
  pid: number,
  target: Target,
  mode: 'saturate' | 'pace',
  clients: LoadPlan['clients'] = 'lean',
): Promise<Measured> {
  const plan: LoadPlan = {
    target,
    mode,
    clients,
    visitors,
    window,
    rate,
    warmUp: 2_000,
    measure: seconds * 1_000,
  }
  let before = 0
  let used = 0
  const result = await new Promise<LoadResult>((done, fail) => {
    const load = fork(resolve(import.meta.dirname, 'load.ts'), [JSON.stringify(plan)])
    load.on('message', (message) => {
      if (message === 'measuring') before = cpuOf(pid)
      else if (message === 'measured') used = cpuOf(pid) - before
      else done(message as LoadResult)
    })
    load.once('exit', (code) => fail(new Error(`the load ended with ${code}`)))
  })
  return {
    perSecond: (result.received / result.milliseconds) * 1_000,
    cpu: (used * 1_000) / result.received,
    latency: result.latency,
  }
}

/** Bytes of resident memory that a greeted visitor, or a bare `ws` connection, adds to its server. */
async function idleBytes(): Promise<{ foyer: number; ws: number }> {
  // A folder of its own: on the other the index would still catch up with all that was stored.
  const data = mkdtempSync(join(tmpdir(), 'foyer-bench-'))
  const foyer = await startFoyer(data)
  const relay = await start<{ port: number }>([resolve(import.meta.dirname, 'relay.ts')])
  try {
    return {
      foyer: await holdOn(foyer, targetOf(foyer.ready)),
      ws: await holdOn(relay, { kind: 'relay', port: relay.ready.port }),
    }
  } finally {
    await Promise.all([foyer.stop(), relay.stop()])
    rmSync(data, { recursive: true, force: true })
  }
}

async function holdOn(server: Running<unknown>, target: Target): Promise<number> {
  // A first few bring in what the process needs anyway: code, pools, buffers.
  const few = await hold(target, 1_000)
  await settled(server.pid)
  const before = memoryOf(server.pid)
  const many = await hold(target, idle)
  await settled(server.pid)
  const after = memoryOf(server.pid)
  few.kill()
  many.kill()
  return (after - before) / idle
}

function hold(target: Target, count: number): Promise<ReturnType<typeof fork>> {
  const plan: LoadPlan = {
    target,
    mode: 'hold',
    clients: 'lean',
    visitors: count,
    window,
    rate,
    warmUp: 0,
    measure: 0,
  }
  return new Promise((done, fail) => {
    const load = fork(resolve(import.meta.dirname, 'load.ts'), [JSON.stringify(plan)])
    load.once('message', () => done(load))
    load.once('exit', (code) => fail(new Error(`the load ended with ${code}`)))
  })
}

/** Waits until the process's memory has stopped moving: its collector has been round. */
async function settled(pid: number): Promise<void> {
  let last = memoryOf(pid)
  for (let count = 0; count < 15; count += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const now = memoryOf(pid)
    if (count > 3 && Math.abs(now - last) < last * 0.005) return
    last = now
  }
}

type Sides<T> = { foyer: T; relay: T }

function summarise(
  saturated: Sides<Measured[]>,
  saturatedWs: Sides<Measured[]>,
  paced: Sides<Measured[]>,
  fsyncs: FsyncTimes[],
  held: { foyer: number; ws: number },
) {
  const of = (all: Measured[], pick: (one: Measured) => number) => round(median(all.map(pick)))
  const both = (all: Sides<Measured[]>, pick: (one: Measured) => number) => {
    const [foyer, relay] = [of(all.foyer, pick), of(all.relay, pick)]
    return { foyer, relay, ratio: round(foyer / relay) }
  }
  const fsync = {
    p50: round(median(fsyncs.map(({ p50 }) => p50))),
    p99: round(median(fsyncs.map(({ p99 }) => p99))),
  }
  return {
    rounds,
    visitors,
    window,
    saturation: {
      messagesPerSecond: both(saturated, ({ perSecond }) => perSecond),
      cpuMicroseconds: both(saturated, ({ cpu }) => cpu),
      messagesPerSecondOfWsClients: both(saturatedWs, ({ perSecond }) => perSecond),
    },
    paced: {
      rate,
      cpuMicroseconds: both(paced, ({ cpu }) => cpu),
      latencyP50: both(paced, ({ latency }) => latency?.p50 ?? 0),
      latencyP99: both(paced, ({ latency }) => latency?.p99 ?? 0),
      fsync,
    },
    idle: { connections: idle, bytesEach: { foyer: round(held.foyer), ws: round(held.ws) } },
  }
}

function print(report: ReturnType<typeof summarise>): void {
  const { saturation, paced, idle } = report
  printTable(`${report.rounds} rounds, medians; ${report.visitors} visitors, 2 agents`, [
    { '': 'at saturation: messages a second', ...saturation.messagesPerSecond },
    { '': 'the same with clients made of ws', ...saturation.messagesPerSecondOfWsClients },
    { '': 'at saturation: server CPU, µs a message', ...saturation.cpuMicroseconds },
    { '': `at ${paced.rate} a second: server CPU, µs a message`, ...paced.cpuMicroseconds },
    { '': 'send → agent, p50 ms', ...paced.latencyP50 },
    { '': 'send → agent, p99 ms', ...paced.latencyP99 },
  ])
  console.log(`  fsync of 4 KiB in the same folder: p50 ${paced.fsync.p50} ms, p99 ${paced.fsync.p99} ms`)
  printTable(`${idle.connections} idle connections, bytes each`, [
    { '': 'a greeted visitor', bytes: idle.bytesEach.foyer },
    { '': 'ws alone', bytes: idle.bytesEach.ws },
  ])
}
