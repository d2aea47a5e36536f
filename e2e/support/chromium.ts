// Starts a Chromium for the stories: the one CHROMIUM_PATH names, else the one that the
// npm package carries, unpacked once together with the libraries that a bare machine lacks.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { inflate } from '@sparticuz/chromium'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'

const cache = resolve(import.meta.dirname, '../../node_modules/.cache/foyer')
const parcel = resolve(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..')

// Not the package's own list: its `--single-process` dies with several pages, and its
// `--disable-web-security` would hide what CORS does.
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
]

export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const own = process.env.CHROMIUM_PATH
  const folder = own ? null : await unpack()
  const bundled = folder && {
    LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
    FONTCONFIG_FILE: join(folder, 'fonts.conf'),
  }
  return chromium.launch({
    ...options,
    executablePath: own || join(folder ?? '', 'chromium'),
    args: [...flags, ...(options.args ?? [])],
    env: { ...process.env, ...bundled, ...options.env },
  })
}

// Unpacked aside and then renamed, since test files may come here at the same time and
// the package takes a half-written binary for a whole one.
async function unpack(): Promise<string> {
  const { version } = createRequire(import.meta.url)(join(parcel, 'package.json')) as { version: string }
  const folder = join(cache, `chromium-${version}`)
  if (existsSync(folder)) return folder
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chromium is carried for this platform: set CHROMIUM_PATH to one.')
  }
  mkdirSync(cache, { recursive: true })
  const aside = mkdtempSync(join(cache, 'unpacking-'))
  const { TMPDIR } = process.env
  process.env.TMPDIR = aside // the package unpacks there and nowhere else
  try {
    const files = ['chromium.br', 'fonts.tar.br', 'al2023.tar.br', 'swiftshader.tar.br']
    await Promise.all(files.map((file) => inflate(join(parcel, 'bin', file))))
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = TMPDIR
  }
  writeFileSync(join(aside, 'fonts.conf'), fonts(folder))
  try {
    renameSync(aside, folder)
  } catch (error) {
    rmSync(aside, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}

// The machine's fonts where it has any, and Open Sans from the package.
function fonts(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`
}
