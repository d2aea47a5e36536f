/** What the server is started with, and what it is once it is put together. */
import type Fastify from 'fastify'
import type { Store } from '../adapters/sql/open.ts'
import type { DemoSeed } from '../app/demo-seed.ts'
import type { Mailing } from '../app/mailing.ts'
import type { RecordKeeper } from '../app/record-keeper.ts'
import type { HttpDeps } from '../http/deps.ts'
import type { ChooseAnswerer } from '../ports/answerer.ts'
import type { Bus } from '../ports/bus.ts'
import type { Chance, Clock } from '../ports/clock.ts'
import type { Mailer } from '../ports/mailer.ts'

export interface AppOptions {
  /** Folder of the database (unless `databaseUrl` names another) and of uploads. */
  dataDir: string
  /** `sqlite:PATH` or `postgres://…`. */
  databaseUrl: string
  host: string
  /** 0 picks a free one. */
  port: number
  /** As browsers see the server; null: by host and port. */
  publicUrl: string | null
  isDemo: boolean
  /** Lifts limits on rates and on numbers of sockets, for load tests. */
  noLimits: boolean
  trustProxy: boolean
  /** Whether a site's settings may make the server ask private addresses. */
  allowPrivateRequests: boolean
  /** The server for e-mail; null or not said: none is sent. */
  mail?: { smtpUrl: string; from: string } | null
  /** `silent` for none. */
  logLevel: string
}

export interface Overrides {
  store?: Store
  bus?: Bus
  clock?: Clock
  chance?: Chance
  chooseAnswerer?: ChooseAnswerer
  mailer?: Mailer
}

/** The use cases that the command line calls on a server that need not listen. */
export interface App {
  /** Opens the door; the URL under which it is reached. */
  listen(): Promise<string>
  /** Without a door, for tests of the HTTP side. */
  readonly fastify: HttpServer
  readonly store: Store
  readonly setup: HttpDeps['setup']
  readonly siteDesk: HttpDeps['siteDesk']
  readonly colleagues: HttpDeps['colleagues']
  readonly apiTokens: HttpDeps['apiTokens']
  readonly faq: HttpDeps['faq']
  readonly members: HttpDeps['members']
  readonly demo: DemoSeed
  /** Brings records up to the log, for tests and the command line. */
  readonly keeper: RecordKeeper
  readonly mailing: Mailing
  /** Resolves when what was asked of the assistant here, and what it gave out, is done. */
  answered(): Promise<void>
  /** Says `bye`, lets what was begun be answered and closes; at most 20 s. */
  stop(): Promise<void>
}

export type HttpServer = ReturnType<typeof Fastify>
