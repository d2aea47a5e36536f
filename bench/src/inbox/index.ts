// `bench inbox`: how long the server takes to open each list, to count, to filter and to search, among ten thousand
// open conversations and a million closed ones; and whether the console's list of them scrolls without a hitch.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { printTable, round } from '../figures.ts'
import { type Demo, preciseCpuOf, type Running, startFoyer } from '../processes.ts'
import { type BothScrolled, type Scrolled, scrollAll } from './scroll.ts'
import { type Size, seed } from './seed.ts'

interface Timed {
  name: string
  p50: number
  p99: number
  /** Milliseconds of CPU that the server took for one, all threads: what else runs is not in it. */
  cpu: number
  found: number
}

const rounds = Number(process.env.BENCH_ROUNDS ?? 40)

export async function benchInbox(isJson: boolean): Promise<void> {
  const size: Size = {
    open: Number(process.env.BENCH_OPEN ?? 10_000),
    closed: Number(process.env.BENCH_CLOSED ?? 1_000_000),
  }
  const data = mkdtempSync(join(tmpdir(), 'foyer-bench-'))
  try {
    const first = await startFoyer(data)
    const { site, agents } = first.ready
    const ids = await Promise.all(agents.map(({ token }) => idOf(first.ready, token)))
    await first.stop()
    const file = join(data, 'foyer.db')
    const seeded = seed(file, site, ids, size)
    const foyer = await startFoyer(data)
    try {
      const times = await timeLists(foyer, ids)
      const scrolled = process.env.BENCH_SCROLL === '0' ? null : await scrollAll(foyer.ready, size.open)
      const report = { ...size, seeded: round(seeded), bytes: statSync(file).size, times, scrolled }
      if (isJson) console.log(JSON.stringify(report))
      else print(report)
    } finally {
      await foyer.stop()
    }
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

type Ask = (name: string, keys: object) => Promise<Record<string, unknown>>

async function timeLists(
  { pid, ready: demo }: Running<Demo>,
  [me = '', other = '']: string[],
): Promise<Timed[]> {
  const { ask, close } = await connect(demo, demo.agents[0]?.token ?? '')
  const found: Timed[] = []
  const time = timerOf(pid, ask)
  const lists = ['mine', 'unassigned', 'bot', 'all', 'unread', 'unreplied', 'snoozed', 'closed']
  for (const list of lists) found.push(await time(list, 'inbox.watch', { list, limit: 100 }))
  const all = { list: 'all', limit: 100 }
  const filters = {
    'filter: name, one hit': { text: 'visitor 100042' },
    'filter: word of the newest message': { text: 'refund' },
    'filter: word that nobody said': { text: 'nosuchword' },
    'filter: tag': { tag: 'vip' },
    'filter: mine': { agent: me },
    'filter: a colleague’s': { agent: other },
    'filter: closed, a colleague’s': { agent: other, status: 'closed' },
    'filter: any status, tag': { status: 'any', tag: 'vip' },
    'filter: closed, word that nobody said': { status: 'closed', text: 'nosuchword' },
    'filter: an hour, long ago': { status: 'any', from: Date.now() - 8e8, to: Date.now() - 8e8 + 3.6e6 },
  }
  for (const [name, filter] of Object.entries(filters))
    found.push(await time(name, 'inbox.watch', { ...all, filter }))
  const texts = {
    'search: word of every tenth message': 'refund',
    'search: three such words': 'refund parcel voucher',
    'search: word of one message in a thousand, half typed': 'zebr',
    'search: word of one message': 'zebra4000',
    'search: word that nobody said': 'nosuchword',
    'search: half a word of every third message': 'ord',
  }
  for (const [name, text] of Object.entries(texts)) found.push(await time(name, 'search', { text }))
  close()
  return found
}

type Timer = (name: string, command: string, keys: object) => Promise<Timed>

const timerOf =
  (pid: number, ask: Ask): Timer =>
  async (name, command, keys) => {
    const times: number[] = []
    let size = 0
    let used = 0
    for (let round = 0; round < rounds + 2; round += 1) {
      const begun = performance.now()
      const ok = await ask(command, keys)
      // The first two warm the page cache.
      if (round === 1) used = preciseCpuOf(pid)
      if (round > 1) times.push(performance.now() - begun)
      size = ((ok.rows ?? ok.hits) as unknown[]).length
    }
    times.sort((one, more) => one - more)
    const at = (share: number) =>
      round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0)
    const cpu = round((preciseCpuOf(pid) - used) / rounds)
    return { name, p50: at(0.5), p99: at(0.99), cpu, found: size }
  }

async function idOf(demo: Demo, token: string): Promise<string> {
  const { greeting, close } = await connect(demo, token)
  close()
  return (greeting.agent as { id: string }).id
}

async function connect({ url }: Demo, token: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws').replace('localhost', '127.0.0.1')}/v1/socket`, [
    'foyer.v1',
  ])
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const pending = new Map<number, (frame: { ok?: Record<string, unknown>; error?: unknown }) => void>()
  socket.on('message', (text) => {
    const frame = JSON.parse(text.toString())
    pending.get(frame.re)?.(frame)
    pending.delete(frame.re)
  })
  let last = 0
  const ask: Ask = async (name, keys) => {
    last += 1
    const answer = new Promise<{ ok?: Record<string, unknown>; error?: unknown }>((resolve) =>
      pending.set(last, resolve),
    )
    socket.send(JSON.stringify({ id: last, do: name, ...keys }))
    const { ok, error } = await answer
    if (ok === undefined) throw new Error(`${name} was refused: ${JSON.stringify(error)}`)
    return ok
  }
  const greeting = await ask('hello', { role: 'agent', token })
  return { ask, greeting, close: () => socket.terminate() }
}

function print(
  report: Size & { seeded: number; bytes: number; times: Timed[]; scrolled: BothScrolled | null },
): void {
  const { open, closed, seeded, bytes, times, scrolled } = report
  console.log(
    `${open} open and ${closed} closed, seeded in ${round(seeded / 1_000)} s, ${round(bytes / 2 ** 30)} GiB`,
  )
  printTable(
    'until the answer is there, ms (counts of all lists are in each answer of a list)',
    times.map(({ name, ...figures }) => ({ what: name, ...figures })),
  )
  if (scrolled === null) return
  const row = (page: string, { rows, frames, dropped, longest, cpu, script, style, layout }: Scrolled) => ({
    page,
    rows,
    frames,
    dropped,
    longest: round(longest),
    cpu: round(cpu),
    script: round(script),
    style: round(style),
    layout: round(layout),
  })
  printTable('scrolling through all open ones; CPU in ms a frame', [
    row('console', scrolled.console),
    row('plain', scrolled.plain),
  ])
  console.log(
    `share of frames dropped, console by plain page: ${round(scrolled.ratio)}; rows in the page: ${scrolled.inPage}`,
  )
}
