/** The pieces that shapes of settings are made of. */
import { limits } from '@foyer/protocol'
import { idPattern } from '@foyer/protocol/schema'
import Type from 'typebox'

export const part = Type.Optional
const line = (maxLength: number) => Type.String({ maxLength })

export const Id = Type.String({
  pattern: idPattern,
  description: 'This must be a UUID.',
})
export const Locale = Type.String({
  pattern: '^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8}){0,3}$',
  description: 'A language is written as en or pt-BR.',
})

export const oneOf = <const V extends string>(...values: V[]) =>
  Type.Union(values.map((value) => Type.Literal(value)))

/** By keys that have an end: JSON Schema does not bound them by itself. */
export const byKey = <V extends Type.TSchema>(value: V, most: number, longest: number = limits.json.key) =>
  Type.Record(Type.String(), value, {
    maxProperties: most,
    propertyNames: { type: 'string', minLength: 1, maxLength: longest },
  })
/** By language. */
export const Texts = byKey(line(2_000), 50, 35)
const Spans = Type.Array(Type.Tuple([Type.Integer(), Type.Integer()]), { maxItems: 12 })

export const Hours = Type.Object({
  isOn: part(Type.Boolean()),
  zone: part(line(64)),
  week: part(Type.Array(Spans, { minItems: 7, maxItems: 7 })),
  holidays: part(
    Type.Array(Type.Object({ date: line(10), name: line(100), spans: Spans }), { maxItems: 200 }),
  ),
})

export const Idle = Type.Object({
  bot: part(Type.Integer()),
  human: part(Type.Integer()),
  warn: part(Type.Integer()),
})
