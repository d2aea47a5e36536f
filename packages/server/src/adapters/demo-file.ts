/** `demo.json` in the data folder: the demo's agents with their secrets, for nobody but its owner to read. */
import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

export interface DemoSecrets {
  site: string
  agents: { email: string; password: string; token: string }[]
}

/** Null when there is none yet. Rejects when there is something else under that name. */
export async function readDemoFile(path: string): Promise<DemoSecrets | null> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  await chmod(path, 0o600)
  const { site, agents } = parsed(text) ?? {}
  if (typeof site !== 'string' || !Array.isArray(agents)) throw new Error(`${path} is not a demo's file`)
  return { site, agents }
}

function parsed(text: string): Partial<DemoSecrets> | null {
  try {
    return JSON.parse(text) as Partial<DemoSecrets> | null
  } catch {
    return null
  }
}

/** Written whole or not at all. */
export async function writeDemoFile(path: string, secrets: DemoSecrets): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.new`
  const file = await open(draft, 'w', 0o600)
  try {
    await file.writeFile(`${JSON.stringify(secrets, null, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
}
