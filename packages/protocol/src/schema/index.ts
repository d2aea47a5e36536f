/**
 * TypeBox schemas of everything that comes in over the socket, one per command.
 * Unknown keys are let through here and ignored later, and null for an optional key is as if it were absent; texts are counted in code points by the server,
 * because JSON Schema's own `maxLength` and the protocol's agree on that only by accident. Keys of records are bounded
 * by the server too, with those of every other object. A `description` says in words what a value must be.
 */
import Type, { type TSchema } from 'typebox'
import type { CommandName } from '../commands.ts'
import { formLimits } from '../forms.ts'
import { limits } from '../limits.ts'

/**
 * Any UUID: ours are version 7, and a client that mints another version harms nobody, nor one whose platform writes
 * them in upper case. They are compared as they are written.
 */
export const idPattern = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$'
const Id = Type.String({ pattern: idPattern, description: 'be a UUID' })
const Seq = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
const Position = Type.Union([Seq, Type.Tuple([Seq, Seq])])
const Target = Type.Union([
  Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  Type.Tuple([Seq, Type.Integer({ minimum: 1 })]),
])
const Time = Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000 })
/** At least one character that can be seen: neither white space nor of no width. */
const seen = '[^\\s\\u00ad\\u200b-\\u200f\\u2060-\\u2064]'
/** The session checks the length in code points. */
const Text = Type.String({
  minLength: 1,
  pattern: seen,
  description: 'not be empty',
  maxLength: limits.frame,
})
const Line = (most: number) => Type.String({ maxLength: most })
const Strings = (most: number) => Type.Record(Type.String(), Type.String({ maxLength: most }))
/** Kept as texts, whatever of these they come as. */
const Attributes = Type.Record(
  Type.String(),
  Type.Union([Line(limits.attributes.bytes), Type.Number(), Type.Boolean()]),
)
/** Where the next page begins. */
const asGiven = 'be as an earlier answer gave it'
const Consent = Type.String({ minLength: 1, maxLength: 64 })
const Tags = Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 50 })

const Card = Type.Object({
  type: Type.Union([Type.Literal('product'), Type.Literal('coupon'), Type.Literal('link')]),
  title: Type.String({ minLength: 1, maxLength: 500 }),
  text: Type.Optional(Line(2_000)),
  image: Type.Optional(Line(2_000)),
  url: Type.Optional(Line(2_000)),
  price: Type.Optional(Line(64)),
  code: Type.Optional(Line(64)),
  buttons: Type.Optional(
    Type.Array(
      Type.Object({
        label: Type.String({ minLength: 1, maxLength: 120 }),
        url: Type.Optional(Line(2_000)),
        text: Type.Optional(Line(500)),
        handoff: Type.Optional(Type.Literal(true)),
      }),
      { maxItems: 6 },
    ),
  ),
  question: Type.Optional(Line(1_000)),
})

const Options = Type.Array(
  Type.Object({
    id: Type.String({ minLength: 1, maxLength: 64 }),
    label: Type.String({ minLength: 1, maxLength: 300 }),
  }),
  { minItems: 1, maxItems: 50 },
)

const Fields = Type.Array(
  Type.Object({
    id: Type.String({ minLength: 1, maxLength: 64 }),
    label: Type.String({ minLength: 1, maxLength: formLimits.label }),
    // `files` is not among them: in a thread the composer takes files.
    type: Type.Union(
      (['text', 'email', 'phone', 'number', 'date', 'longText', 'choice', 'checkbox'] as const).map((type) =>
        Type.Literal(type),
      ),
    ),
    required: Type.Optional(Type.Boolean()),
    options: Type.Optional(Options),
    sets: Type.Optional(
      Type.Union((['name', 'email', 'phone', 'company'] as const).map((field) => Type.Literal(field))),
    ),
  }),
  { minItems: 1, maxItems: formLimits.fields },
)

/** The bodies by kind: a session looks the kind up first, so that an error points at the field and not at the union. */
export const bodySchemas = {
  text: Type.Object({ kind: Type.Literal('text'), text: Text }),
  file: Type.Object({ kind: Type.Literal('file'), file: Type.Object({ id: Id }) }),
  card: Type.Object({ kind: Type.Literal('card'), card: Card }),
  options: Type.Object({ kind: Type.Literal('options'), text: Text, options: Options }),
  form: Type.Object({ kind: Type.Literal('form'), text: Text, fields: Fields }),
  filled: Type.Object({
    kind: Type.Literal('filled'),
    form: Type.Union([Type.Literal('leave'), Type.Literal('preChat')]),
    values: Strings(limits.text),
  }),
} as const satisfies Record<string, TSchema>

/** A body of a kind that can be posted; {@link bodySchemas} checks the rest. */
const Body = Type.Object({
  kind: Type.Union(
    (['text', 'file', 'card', 'options', 'form', 'filled'] as const).map((kind) => Type.Literal(kind)),
  ),
})

const Page = {
  url: Type.String({ minLength: 1, maxLength: 8_192 }),
  title: Type.Optional(Line(1_000)),
  referrer: Type.Optional(Line(8_192)),
}

const List = Type.Union(
  (
    ['mine', 'bot', 'unassigned', 'all', 'unread', 'unreplied', 'snoozed', 'closed', 'suspected'] as const
  ).map((list) => Type.Literal(list)),
)
const Filter = Type.Object({
  site: Type.Optional(Line(64)),
  text: Type.Optional(Line(200)),
  tag: Type.Optional(Line(64)),
  from: Type.Optional(Time),
  to: Type.Optional(Time),
  status: Type.Optional(
    Type.Union((['open', 'snoozed', 'closed', 'any'] as const).map((status) => Type.Literal(status))),
  ),
  agent: Type.Optional(Id),
  group: Type.Optional(Id),
  channel: Type.Optional(Line(40)),
})
const AgentStatus = Type.Union(
  (['online', 'busy', 'away', 'offline'] as const).map((status) => Type.Literal(status)),
)

/** On or off, for a conversation or a visitor. */
const switched = { conversation: Type.Optional(Id), visitor: Type.Optional(Id), on: Type.Boolean() }

/** Fields of each command, beside `id` and `do`. */
export const commandSchemas: Record<CommandName, TSchema> = {
  hello: Type.Object({
    role: Type.Union([Type.Literal('visitor'), Type.Literal('agent'), Type.Literal('assistant')]),
    token: Type.Optional(Type.Union([Line(2_048), Type.Null()])),
    identity: Type.Optional(Type.Union([Line(8_192), Type.Null()])),
    sdk: Type.Optional(Line(100)),
    locale: Type.Optional(Line(35)),
    page: Type.Optional(Type.Union([Type.Object(Page), Type.Null()])),
    epoch: Type.Optional(Type.Union([Line(100), Type.Null()])),
    resume: Type.Optional(Type.Record(Type.String(), Position)),
  }),
  'message.post': Type.Object({
    conversation: Type.Union([Id, Type.Null()]),
    cid: Id,
    body: Body,
    quote: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
    faq: Type.Optional(Type.Array(Id, { maxItems: 50 })),
    guided: Type.Optional(Id),
    consent: Type.Optional(Consent),
    offline: Type.Optional(Type.Boolean()),
    original: Type.Optional(Line(limits.text * 2)),
  }),
  'message.edit': Type.Object({ conversation: Id, cid: Id, target: Target, body: Body }),
  'message.delete': Type.Object({ conversation: Id, cid: Id, target: Target }),
  'conversation.end': Type.Object({ conversation: Id, cid: Id }),
  read: Type.Object({ conversation: Id, seq: Seq }),
  delivered: Type.Object({ conversation: Id, seq: Seq }),
  typing: Type.Object({ conversation: Id, active: Type.Boolean(), preview: Type.Optional(Line(2_000)) }),
  history: Type.Object({
    conversation: Id,
    before: Type.Optional(Position),
    after: Type.Optional(Position),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: limits.history.most })),
  }),
  ping: Type.Object({}),

  'handoff.request': Type.Object({
    conversation: Type.Union([Id, Type.Null()]),
    cid: Id,
    group: Type.Optional(Id),
    agent: Type.Optional(Id),
    consent: Type.Optional(Consent),
  }),
  'option.pick': Type.Object({
    conversation: Id,
    cid: Id,
    target: Type.Integer({ minimum: 1 }),
    option: Type.String({ minLength: 1, maxLength: 64 }),
  }),
  'form.submit': Type.Object({
    conversation: Id,
    cid: Id,
    target: Type.Integer({ minimum: 1 }),
    values: Strings(limits.text),
  }),
  'rating.give': Type.Object({
    conversation: Id,
    cid: Id,
    score: Type.Integer({ minimum: 0, maximum: 10 }),
    tags: Type.Optional(Tags),
    comment: Type.Optional(Line(2_000)),
  }),
  identify: Type.Object({ identity: Type.Union([Line(8_192), Type.Null()]) }),
  attributes: Type.Object({
    visitor: Type.Optional(Attributes),
    conversation: Type.Optional(Attributes),
  }),
  page: Type.Object({ ...Page, locale: Type.Optional(Line(35)) }),
  track: Type.Object({
    name: Type.String({ minLength: 1, maxLength: 100 }),
    data: Type.Optional(Strings(limits.attributes.bytes)),
  }),

  'status.set': Type.Object({
    value: AgentStatus,
    handTo: Type.Optional(Id),
    keep: Type.Optional(Type.Boolean()),
  }),
  'inbox.watch': Type.Object({
    list: List,
    filter: Type.Optional(Filter),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    after: Type.Optional(Type.String({ pattern: '^\\d{1,16}\\.[0-9a-fA-F-]{36}$', description: asGiven })),
  }),
  'conversation.open': Type.Object({ conversation: Id }),
  'conversation.leave': Type.Object({ conversation: Id }),
  'conversation.assign': Type.Object({
    conversation: Id,
    cid: Id,
    to: Type.Union([Type.Object({ agent: Id }), Type.Object({ group: Id }), Type.Null()]),
    note: Type.Optional(Text),
  }),
  'conversation.snooze': Type.Object({ conversation: Id, cid: Id, until: Type.Optional(Time) }),
  'conversation.wake': Type.Object({ conversation: Id, cid: Id }),
  'assistant.host': Type.Object({ conversation: Id, cid: Id, on: Type.Boolean() }),
  'note.post': Type.Object({ conversation: Id, cid: Id, text: Text }),
  'tags.change': Type.Object({
    conversation: Type.Optional(Id),
    visitor: Type.Optional(Id),
    cid: Id,
    add: Type.Optional(Tags),
    remove: Type.Optional(Tags),
  }),
  'rating.invite': Type.Object({ conversation: Id, cid: Id }),

  'answer.rate': Type.Object({ conversation: Id, seq: Seq, helpful: Type.Boolean() }),
  'transcript.request': Type.Object({
    conversation: Id,
    format: Type.Optional(Type.Union([Type.Literal('text'), Type.Literal('html')])),
    email: Type.Optional(Line(254)),
  }),
  suggest: Type.Object({ conversation: Id, text: Type.Optional(Line(limits.text)) }),
  search: Type.Object({
    text: Type.String({ minLength: 1, pattern: seen, description: 'not be empty', maxLength: 200 }),
    filter: Type.Optional(Type.Object({ site: Type.Optional(Line(64)) })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    after: Type.Optional(Type.String({ pattern: '^\\d{1,15}$', description: asGiven })),
  }),
  pin: Type.Object({ conversation: Id, on: Type.Boolean(), for: Type.Optional(Id) }),
  mute: Type.Object({ ...switched, cid: Type.Optional(Id) }),
  block: Type.Object({
    ...switched,
    network: Type.Optional(Type.Boolean()),
    until: Type.Optional(Time),
  }),
  'visitors.watch': Type.Object({
    watch: Type.Union([
      Type.Null(),
      Type.Object({
        list: Type.Union((['onSite', 'spokeToday', 'left'] as const).map((list) => Type.Literal(list))),
        site: Line(64),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
        text: Type.Optional(Line(200)),
      }),
    ]),
  }),
}
