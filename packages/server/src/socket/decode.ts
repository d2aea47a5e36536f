/**
 * From a frame's text to a command that its schema lets through. Refuses what is not the protocol at
 * all (the socket is closed) apart from what is a command with a mistake in it (it is answered).
 */
import type { CommandFrame, CommandName, ProtocolError, Role } from '@foyer/protocol'
import { limits, rolesOf } from '@foyer/protocol'
import { bodySchemas, commandSchemas } from '@foyer/protocol/schema'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { mendTexts } from '../core/mend-texts.ts'
import { isPlainKey, pointer } from '../core/rule-words.ts'
import { wrongShape } from './wrong-shape.ts'

/** A JSON object with a positive integer `id` and a string `do`. */
export interface RawFrame {
  id: number
  do: string
  [key: string]: unknown
}

type Check = (value: unknown) => ProtocolError | null

const commandChecks = mapValues(commandSchemas, checkFor)
const bodyChecks: Record<string, Check> = mapValues(bodySchemas, checkFor)

/** Null: not the protocol. */
export function readFrame(text: string): RawFrame | null {
  let frame: unknown
  try {
    frame = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof frame !== 'object' || frame === null || Array.isArray(frame)) return null
  const { id, do: name } = frame as Partial<RawFrame>
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 1 || typeof name !== 'string') return null
  return /\\u(d[89a-f]|0000)/i.test(text) ? (mendTexts(frame) as RawFrame) : (frame as RawFrame)
}

/** Checks size, role and fields, in this order. */
export function readCommand(frame: RawFrame, role: Role | null): CommandFrame | ProtocolError {
  if (!Object.hasOwn(rolesOf, frame.do))
    return { code: 'unknown_command', message: 'This server has no such command.' }
  const name = frame.do as CommandName
  if (role !== null && !rolesOf[name].includes(role)) {
    return { code: 'forbidden', message: `This command is not for the role ${role}.` }
  }
  dropNulls(frame, commandSchemas[name])
  const error = checkShape(frame, '', 1) ?? commandChecks[name](frame) ?? checkTexts(frame)
  return error ?? (frame as unknown as CommandFrame)
}

/** Many languages say null for what they leave out; only where null means something it stays. */
function dropNulls(frame: RawFrame, schema: TSchema): void {
  const { required = [] } = schema as { required?: readonly string[] }
  for (const key of Object.keys(frame)) if (frame[key] === null && !required.includes(key)) delete frame[key]
}

function checkFor(schema: TSchema): Check {
  const compiled = Compile(schema)
  return (value) => (compiled.Check(value) ? null : wrongShape(schema, value))
}

/** Depth, keys and items of the whole frame, known keys or not; no key without an end, and none that reaches a prototype. */
function checkShape(value: unknown, path: string, depth: number): ProtocolError | null {
  if (typeof value !== 'object' || value === null) return null
  if (depth > limits.json.depth) return { code: 'bad_request', message: 'Nested too deeply.', path }
  if (Array.isArray(value)) {
    if (value.length > limits.json.items) return { code: 'bad_request', message: 'Too many items.', path }
    for (const [index, item] of value.entries()) {
      if (typeof item !== 'object') continue
      const error = checkShape(item, `${path}/${index}`, depth + 1)
      if (error !== null) return error
    }
    return null
  }
  const keys = Object.keys(value)
  if (keys.length > limits.json.keys) return { code: 'bad_request', message: 'Too many keys.', path }
  for (const key of keys) {
    // The path ends before one that is too long: it is not sent back.
    if (key === '' || isLonger(key, limits.json.key)) {
      return { code: 'bad_request', message: `A key has 1 to ${limits.json.key} characters.`, path }
    }
    if (!isPlainKey(key)) {
      return { code: 'bad_request', message: 'This key is not allowed.', path: `${path}/${key}` }
    }
    const item = (value as Record<string, unknown>)[key]
    if (typeof item !== 'object') continue
    const error = checkShape(item, `${path}/${pointer(key)}`, depth + 1)
    if (error !== null) return error
  }
  return null
}

/** The body by its kind, and texts by code points. */
function checkTexts(frame: RawFrame): ProtocolError | null {
  const body = frame.body as { kind: string; text?: string } | undefined
  if (body !== undefined) {
    const error = bodyChecks[body.kind]?.(body) ?? null
    if (error !== null) return { ...error, path: `/body${error.path ?? ''}` }
    if (body.text !== undefined && isLonger(body.text, limits.text)) return tooLong('/body/text')
  }
  if (typeof frame.text === 'string' && isLonger(frame.text, limits.text)) return tooLong('/text')
  if (typeof frame.note === 'string' && isLonger(frame.note, limits.text)) return tooLong('/note')
  return null
}

/** In code points. */
function isLonger(text: string, most: number): boolean {
  if (text.length <= most) return false
  let count = 0
  for (const _ of text) count += 1
  return count > most
}

function tooLong(path: string): ProtocolError {
  return { code: 'too_large', message: `A text has at most ${limits.text} characters.`, path }
}

function mapValues<K extends string, V, W>(record: Record<K, V>, change: (value: V) => W): Record<K, W> {
  return Object.fromEntries(Object.entries<V>(record).map(([key, value]) => [key, change(value)])) as Record<
    K,
    W
  >
}
