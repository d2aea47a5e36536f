/**
 * Files that the builds made, read when first asked for and kept. A path is looked up in the list of files
 * that are there, never joined to a folder, so no path leads out of it.
 */
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export interface LoadedAsset {
  bytes: Uint8Array
  type: string
  tag: string
  encoded(coding: 'br' | 'gzip'): Promise<Uint8Array | null>
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.txt': 'text/plain; charset=utf-8',
}
const shrinks = /^(text\/|application\/(json|manifest)|image\/svg)/

/** `folders` by name; one that is not there, because nothing was built, holds no files. */
export function createAssets<Folder extends string>(folders: Record<Folder, string>) {
  const lists = new Map<string, Map<string, string>>()
  const loaded = new Map<string, Promise<LoadedAsset>>()

  function listOf(folder: Folder): Map<string, string> {
    const known = lists.get(folder)
    if (known !== undefined && known.size > 0) return known
    const list = filesIn(folders[folder])
    lists.set(folder, list)
    return list
  }

  async function find(folder: Folder, path: string): Promise<LoadedAsset | null> {
    const file = listOf(folder).get(path)
    if (file === undefined) return null
    const known = loaded.get(file)
    if (known !== undefined) return known
    const asset = load(file)
    loaded.set(file, asset)
    try {
      return await asset
    } catch (fault) {
      loaded.delete(file)
      if (!isGone(fault)) throw fault
      // Built anew under a running server: the list names files that are no longer there.
      lists.delete(folder)
      return null
    }
  }

  return {
    find,
    /** Reads and compresses a folder's files before somebody has to wait for it. */
    async warm(folder: Folder): Promise<void> {
      for (const path of listOf(folder).keys()) {
        const asset = await find(folder, path)
        await asset?.encoded('br')
        await asset?.encoded('gzip')
      }
    },
  }
}

function isGone(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && fault.code === 'ENOENT'
}

function filesIn(folder: string): Map<string, string> {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    return new Map(
      entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((file) => [relative(folder, file).split(sep).join('/'), file]),
    )
  } catch {
    return new Map()
  }
}

async function load(file: string): Promise<LoadedAsset> {
  const bytes = await readFile(file)
  const type = types[extname(file)] ?? 'application/octet-stream'
  const encodings = new Map<string, Promise<Uint8Array>>()
  return {
    bytes,
    type,
    tag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    async encoded(coding) {
      if (!shrinks.test(type) || bytes.length < 1_024) return null
      const known = encodings.get(coding) ?? compress(coding, bytes)
      encodings.set(coding, known)
      return known
    },
  }
}

function compress(coding: 'br' | 'gzip', bytes: Uint8Array): Promise<Uint8Array> {
  if (coding === 'gzip') return promisify(gzip)(bytes, { level: 9 })
  return promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
}
