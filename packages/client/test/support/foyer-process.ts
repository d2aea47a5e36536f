/** A real server process on a folder of its own, that can be killed without a word and started again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export interface FoyerProcess {
  url: string
  agents: { token: string }[]
  kill(): Promise<void>
  /** On the same port and folder. */
  restart(): Promise<void>
  stop(): Promise<void>
}

const main = resolve(import.meta.dirname, '../../../server/foyer.mjs')

export async function startFoyer(): Promise<FoyerProcess> {
  const data = mkdtempSync(join(tmpdir(), 'foyer-client-'))
  let child: ChildProcess
  let gone: Promise<unknown>

  async function start(port: string): Promise<Pick<FoyerProcess, 'url' | 'agents'>> {
    const words = [
      main,
      'demo',
      '--assistant',
      'off',
      '--json',
      '--no-limits',
      '--port',
      port,
      '--data',
      data,
    ]
    child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'ignore'] })
    const { stdout } = child
    gone = new Promise((resolve) => child.once('close', resolve))
    let said = ''
    for await (const chunk of stdout!) {
      said += String(chunk)
      if (said.includes('\n')) break
    }
    return JSON.parse(said)
  }

  async function kill(): Promise<void> {
    child.kill('SIGKILL')
    await gone
  }

  const ready = await start('0')
  return {
    ...ready,
    kill,
    async restart() {
      await start(new URL(ready.url).port)
    },
    async stop() {
      await kill()
      rmSync(data, { recursive: true, force: true })
    },
  }
}
