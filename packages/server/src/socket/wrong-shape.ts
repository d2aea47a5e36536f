/**
 * What is wrong with a value that its schema does not let through, in words and with a path: never as the schema spells
 * it. Of alternatives the one counts that the value was meant for; where it fits none, all of them are told.
 */
import type { ProtocolError } from '@foyer/protocol'
import type { TSchema } from 'typebox'
import { Errors } from 'typebox/value'

interface Shape {
  type?: keyof typeof being
  /** What the value must do or be, in words: after "must". */
  description?: string
  const?: unknown
  required?: readonly string[]
  anyOf?: Shape[]
  items?: Shape | Shape[]
  properties?: Record<string, Shape>
  patternProperties?: Record<string, Shape>
}

const being = {
  string: 'be a text',
  number: 'be a number',
  integer: 'be a whole number',
  boolean: 'be true or false',
  array: 'be a list',
  object: 'be an object',
  null: 'be null',
}

export function wrongShape(schema: TSchema, value: unknown, at = ''): ProtocolError {
  const [first] = Errors(schema, value)
  if (first === undefined) return { code: 'bad_request', message: 'A field is wrong.', path: at }
  const { shape, path } = whereIn(schema as Shape, first)
  if (shape.anyOf !== undefined) return ofNone(shape.anyOf, valueAt(value, path), `${at}${path}`)
  const params = first.params as { requiredProperties?: string[] }
  const missing = first.keyword === 'required' ? params.requiredProperties?.[0] : undefined
  if (missing !== undefined) {
    return {
      code: 'bad_request',
      message: 'This field is missing.',
      path: `${at}${first.instancePath}/${missing}`,
    }
  }
  return must(wordsOf(first, shape), `${at}${first.instancePath}`)
}

function ofNone(options: Shape[], value: unknown, at: string): ProtocolError {
  if (options.every((option) => 'const' in option)) {
    return must(`be one of: ${options.map((option) => String(option.const)).join(', ')}`, at)
  }
  const fitting = options.filter(({ type }) => isOfType(value, type))
  const meant = fitting.find(({ required = [] }) =>
    required.every((key) => Object.hasOwn(Object(value), key)),
  )
  const closest = meant ?? fitting[0]
  if (closest !== undefined) return wrongShape(closest as TSchema, value, at)
  return must([...new Set(options.map(predicateOf))].join(' or '), at)
}

type Problem = ReturnType<typeof Errors>[number]

/** The schema that an error is about, or the first choice on the way to it, and where that stands in the value. */
function whereIn(schema: Shape, { schemaPath, instancePath }: Problem): { shape: Shape; path: string } {
  const steps = schemaPath.split('/').slice(1)
  const keys = instancePath.split('/').slice(1)
  let shape = schema
  let depth = 0
  while (steps.length > 0 && shape.anyOf === undefined) {
    const step = steps.shift()
    let next: Shape | undefined
    if (step === 'properties' || step === 'patternProperties') next = shape[step]?.[steps.shift() ?? '']
    else if (step === 'items') {
      next = Array.isArray(shape.items) ? shape.items[Number(steps.shift())] : shape.items
    }
    if (next === undefined) break
    shape = next
    depth += 1
  }
  return {
    shape,
    path: keys
      .slice(0, depth)
      .map((key) => `/${key}`)
      .join(''),
  }
}

function valueAt(value: unknown, path: string): unknown {
  return path
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((found, key) => (found as Record<string, unknown>)[key], value)
}

function isOfType(value: unknown, type: Shape['type']): boolean {
  if (value === null) return type === 'null'
  if (Array.isArray(value)) return type === 'array'
  return typeof value === (type === 'integer' ? 'number' : type)
}

function predicateOf({ description, type }: Shape): string {
  return description?.startsWith('be ') ? description : being[type ?? 'object']
}

function wordsOf({ keyword, params, message }: Problem, shape: Shape): string {
  const { limit } = params as { limit?: number }
  switch (keyword) {
    case 'type':
      return predicateOf(shape)
    case 'const':
      return `be ${String(shape.const)}`
    case 'pattern':
      return shape.description ?? 'be spelled otherwise'
    case 'minLength':
      return limit === 1 ? 'not be empty' : `have at least ${limit} characters`
    case 'maxLength':
      return `have at most ${limit} characters`
    case 'minItems':
      return limit === 1 ? 'not be empty' : `have at least ${limit} items`
    case 'maxItems':
      return `have at most ${limit} items`
    case 'minimum':
      return `be ${limit} or more`
    case 'maximum':
      return `be ${limit} or less`
    default:
      return message.replace(/^must /, '')
  }
}

function must(words: string, path: string): ProtocolError {
  return { code: 'bad_request', message: `This field must ${words}.`, path }
}
