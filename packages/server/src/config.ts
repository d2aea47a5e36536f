/**
 * What the server is told: by flags first, then by the environment, then by defaults. Refuses, in one clear
 * line, whatever it would otherwise stumble over later.
 */
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readAddress } from './core/mail/addresses.ts'

export interface Config {
  /** The folder of uploads, and of the database where that is SQLite. Absolute. */
  dataDir: string
  databaseUrl: string
  host: string
  /** 0 picks a free one. */
  port: number
  /** As browsers reach it, where that is not `http://host:port`. */
  publicUrl: string | null
  logLevel: LogLevel
  /** Whether `X-Forwarded-For` of a proxy in front is believed. */
  trustProxy: boolean
  /** Lifts limits on rates and on numbers of sockets, not on sizes. */
  noLimits: boolean
  /** Whether a site's settings may make the server ask private addresses: its own network, this machine. */
  allowPrivateRequests: boolean
  /** The server that takes e-mail; null: none is sent. */
  mail: { smtpUrl: string; from: string } | null
  isDemo: boolean
}

const logLevels = ['silent', 'error', 'warn', 'info', 'debug', 'trace'] as const
export type LogLevel = (typeof logLevels)[number]

/** One line for whoever started it; the process ends with 2. */
export class BadConfig extends Error {
  override name = 'BadConfig'
}

type Flags = Record<string, { type: 'string' | 'boolean'; short?: string; multiple?: boolean }>

/** Flags of every command that opens the data. */
export const dataFlags = {
  data: { type: 'string' },
  'database-url': { type: 'string' },
} as const satisfies Flags

/** Flags of the commands that serve. */
export const serveFlags = {
  ...dataFlags,
  host: { type: 'string' },
  port: { type: 'string' },
  url: { type: 'string' },
  log: { type: 'string' },
  'trust-proxy': { type: 'boolean' },
  'allow-private-requests': { type: 'boolean' },
  'smtp-url': { type: 'string' },
  'mail-from': { type: 'string' },
} as const satisfies Flags

export type Values = Record<string, string | boolean | (string | boolean)[] | undefined>
export type Env = Record<string, string | undefined>

/** Node's own reader, with its refusals in one line. */
export function readFlags(args: string[], options: Flags): { values: Values; positionals: string[] } {
  try {
    return parseArgs({
      args,
      options: { ...options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    })
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/)
    throw new BadConfig(`${line} (--help shows what there is)`)
  }
}

export function readConfig(values: Values, env: Env, isDemo = false): Config {
  const text = (flag: string, name: string): string | undefined => {
    const value = values[flag] ?? env[name]
    if (values[flag] === '') throw new BadConfig(`--${flag} is empty`)
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const dataDir = resolve(text('data', 'FOYER_DATA') ?? 'foyer-data')
  return {
    dataDir,
    databaseUrl: readDatabaseUrl(text('database-url', 'FOYER_DATABASE_URL'), dataDir),
    host: readHost(text('host', 'FOYER_HOST') ?? '127.0.0.1'),
    port: readPort(text('port', 'FOYER_PORT') ?? '8080'),
    publicUrl: readUrl(text('url', 'FOYER_URL')),
    logLevel: readLevel(text('log', 'FOYER_LOG') ?? (isDemo ? 'warn' : 'info')),
    trustProxy: values['trust-proxy'] === true || readSwitch('FOYER_TRUST_PROXY', env),
    noLimits: values['no-limits'] === true,
    allowPrivateRequests:
      values['allow-private-requests'] === true || readSwitch('FOYER_ALLOW_PRIVATE_REQUESTS', env),
    mail: readMail(text('smtp-url', 'FOYER_SMTP_URL'), text('mail-from', 'FOYER_MAIL_FROM')),
    isDemo,
  }
}

/** The URL may hold a password, so it is not repeated. */
function readMail(smtpUrl: string | undefined, sender: string | undefined): Config['mail'] {
  if (smtpUrl === undefined && sender === undefined) return null
  if (smtpUrl === undefined) throw new BadConfig('Say with --smtp-url which server takes the e-mail.')
  const url = URL.canParse(smtpUrl) ? new URL(smtpUrl) : null
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === '') {
    throw new BadConfig('The mail server is written as smtp://user:password@host:587 or smtps://….')
  }
  const from = readAddress(sender)
  if (from === null) throw new BadConfig('Say with --mail-from from which address e-mail comes.')
  return { smtpUrl, from }
}

function readPort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new BadConfig(`The port is a number from 0 to 65535, not "${text}".`)
}

function readHost(text: string): string {
  if (/^[a-z0-9._:-]+$/i.test(text)) return text
  throw new BadConfig(`The host is a name or an address without scheme and port, not "${text}".`)
}

/** A scheme and a host; null where nothing is said. */
export function readUrl(text: string | undefined): string | null {
  if (text === undefined) return null
  const url = URL.canParse(text) ? new URL(text) : null
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.pathname !== '/' ||
    url.search ||
    url.hash ||
    url.username
  ) {
    throw new BadConfig(`The public URL is a scheme and a host, such as https://chat.example, not "${text}".`)
  }
  return url.origin
}

function readDatabaseUrl(text: string | undefined, dataDir: string): string {
  if (text === undefined) return `sqlite:${join(dataDir, 'foyer.db')}`
  if (/^(sqlite:.|postgres(ql)?:\/\/.)/.test(text)) return text
  // It may hold a password, so it is not repeated.
  throw new BadConfig('The database URL begins with sqlite: or postgres://.')
}

function readLevel(text: string): LogLevel {
  const level = logLevels.find((one) => one === text)
  if (level !== undefined) return level
  throw new BadConfig(`The log level is one of ${logLevels.join(', ')}, not "${text}".`)
}

function readSwitch(name: string, env: Env): boolean {
  const value = env[name] ?? ''
  if (/^(|0|false|no)$/i.test(value)) return false
  if (/^(1|true|yes)$/i.test(value)) return true
  throw new BadConfig(`${name} is 1 or 0, not "${value}".`)
}
