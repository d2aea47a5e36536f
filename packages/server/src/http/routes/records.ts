/** Records and reports of a site, and records as a file, which leaves as it is read. */
import { Readable } from 'node:stream'
import type { RecordFilter } from '@foyer/protocol'
import Type, { type Static } from 'typebox'
import { contentDisposition } from '../content-disposition.ts'
import type { App, HttpDeps } from '../deps.ts'
import { answer } from '../error-handler.ts'
import { Id, ofSite, SiteId } from '../schemas.ts'

const time = Type.Optional(
  Type.String({ pattern: '^\\d{1,15}$', description: 'A time is written in milliseconds since 1970.' }),
)
const line = Type.Optional(Type.String({ minLength: 1, maxLength: 200 }))
const flag = Type.Optional(Type.Union([Type.Literal('0'), Type.Literal('1')]))
const oneOf = <const V extends string>(...values: V[]) =>
  Type.Union(values.map((value) => Type.Literal(value)))

const filter = {
  from: time,
  to: time,
  channel: line,
  /** Empty where there is none. */
  source: Type.Optional(Type.String({ maxLength: 300 })),
  agent: Type.Optional(Id),
  group: line,
  tag: line,
  rating: Type.Optional(
    Type.String({ pattern: '^[1-5](,[1-5]){0,4}$', description: 'Scores are written as 1,2.' }),
  ),
  ratingTag: line,
  invited: flag,
  assistant: Type.Optional(oneOf('none', 'alone', 'handedOff')),
  status: Type.Optional(oneOf('open', 'closed')),
  category: line,
  progress: line,
  summary: line,
  contains: line,
  lacks: line,
}
const Page = Type.Object({
  ...filter,
  limit: Type.Optional(Type.String({ pattern: '^([1-9]\\d?|100)$', description: 'A number from 1 to 100.' })),
  after: line,
})
const Export = Type.Object({
  ...filter,
  format: oneOf('csv', 'json'),
  what: oneOf('conversations', 'messages', 'both'),
  notes: flag,
  mark: flag,
})
const ofRecord = Type.Object({ site: SiteId, conversation: Id })
const After = Type.Object({
  after: Type.Optional(
    Type.String({ pattern: '^\\d{1,9}\\.\\d{1,9}$', description: 'A position is written as 12.0.' }),
  ),
})
const Span = Type.Object({ from: time, to: time })
const types = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' } as const

/** To be registered where `requireAgent` guards. */
export function recordRoutes(app: App, { recordDesk, reportDesk }: HttpDeps): void {
  const records = '/v1/sites/:site/records'

  app.get(records, { schema: { params: ofSite, querystring: Page } }, async (request, reply) => {
    const { limit, after, ...query } = request.query
    return answer(
      reply,
      await recordDesk.list(request.agent, request.params.site, filterOf(query), {
        ...(limit === undefined ? {} : { limit: Number(limit) }),
        ...(after === undefined ? {} : { after }),
      }),
    )
  })

  app.get(`${records}/choices`, { schema: { params: ofSite } }, async (request, reply) =>
    answer(reply, await recordDesk.choices(request.agent, request.params.site)),
  )

  app.get(
    `${records}/export`,
    { schema: { params: ofSite, querystring: Export }, exposeHeadRoute: false },
    async (request, reply) => {
      const { format, what, notes, mark, ...query } = request.query
      const outcome = await recordDesk.export(request.agent, request.params.site, filterOf(query), {
        format,
        what,
        notes: notes === '1',
        mark: mark === '1',
      })
      if ('error' in outcome) return answer(reply, outcome)
      const { name, chunks } = outcome.ok
      // In bytes, so that the stream's mark counts bytes: a few hundred kilobytes are held, whatever is exported.
      return reply
        .headers({
          'content-type': types[format],
          'content-disposition': contentDisposition('attachment', name),
          'cache-control': 'no-store',
        })
        .send(Readable.from(bytesOf(chunks), { objectMode: false, highWaterMark: 65_536 }))
    },
  )

  app.get(
    `${records}/:conversation`,
    { schema: { params: ofRecord, querystring: After } },
    async (request, reply) => {
      const { site, conversation } = request.params
      const [seq, sub] = (request.query.after ?? '').split('.').map(Number)
      const after: [number, number] | undefined =
        request.query.after === undefined ? undefined : [seq ?? 0, sub ?? 0]
      return answer(reply, await recordDesk.thread(request.agent, site, conversation, after))
    },
  )

  app.get(
    '/v1/sites/:site/reports',
    { schema: { params: ofSite, querystring: Span } },
    async (request, reply) => {
      const { from, to } = request.query
      return answer(
        reply,
        await reportDesk.report(request.agent, request.params.site, {
          ...(from === undefined ? {} : { from: Number(from) }),
          ...(to === undefined ? {} : { to: Number(to) }),
        }),
      )
    },
  )
}

async function* bytesOf(chunks: AsyncGenerator<string>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield Buffer.from(chunk)
}

const FilterQuery = Type.Object(filter)

function filterOf(query: Static<typeof FilterQuery>): RecordFilter {
  const { from, to, rating, invited, ...texts } = query
  return {
    ...texts,
    ...(from === undefined ? {} : { from: Number(from) }),
    ...(to === undefined ? {} : { to: Number(to) }),
    ...(rating === undefined ? {} : { rating: rating.split(',').map(Number) }),
    ...(invited === undefined ? {} : { invited: invited === '1' }),
  }
}
