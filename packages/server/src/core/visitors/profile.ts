/**
 * A visitor's profile (IN-4): what a field may be, and who overrides whom. What an agent set stays until an agent
 * changes it; what a visitor says of itself replaces what was only read from its messages. Pure.
 */
import {
  type Actor,
  type FieldSource,
  type Profile,
  type ProfileField,
  type ProfilePatch,
  type ProtocolError,
  profileFields,
  profileLimits,
  type Time,
} from '@foyer/protocol'
import type { Extracted } from '../extraction/extract.ts'
import { wrong } from '../rule-words.ts'

/** Attributes of these names are fields as well (WG-17). */
const saidFields = [
  'name',
  'phone',
  'email',
  'region',
  'language',
  'company',
] as const satisfies ProfileField[]

const rank: Record<FieldSource, number> = { extracted: 0, visitor: 1, agent: 2 }

/** The profile after an agent's patch, or what is wrong with it. */
export function patchProfile(
  before: Profile,
  patch: ProfilePatch,
  at: Time,
  by: Actor,
): { ok: Profile } | { error: ProtocolError } {
  const after: Profile = { ...before }
  for (const field of profileFields) {
    const given = patch[field]
    if (given === undefined) continue
    const value = clean(field, given ?? '')
    if (value === '') {
      delete after[field]
      continue
    }
    const error = fieldProblem(field, value)
    if (error !== null) return wrong(`/${field}`, error)
    if (before[field]?.value !== value || before[field]?.source !== 'agent') {
      after[field] = { value, source: 'agent', at, by }
    }
  }
  return { ok: after }
}

/** What a visitor or its page said; the same profile where it says nothing new. */
export function sayProfile(before: Profile, attributes: Record<string, string>, at: Time): Profile {
  return saidFields.reduce(
    (profile, field) => fill(profile, field, attributes[field] ?? '', 'visitor', at),
    before,
  )
}

/** What was read from a message fills what is empty, and nothing else (IN-6). */
export function extractIntoProfile(before: Profile, found: readonly Extracted[], at: Time): Profile {
  return found.reduce(
    (profile, { kind, value }) =>
      profile[kind] === undefined ? fill(profile, kind, value, 'extracted', at) : profile,
    before,
  )
}

function fill(profile: Profile, field: ProfileField, given: string, source: FieldSource, at: Time): Profile {
  const value = clean(field, given)
  const held = profile[field]
  if (value === '' || fieldProblem(field, value) !== null) return profile
  if (held !== undefined && (rank[held.source] > rank[source] || held.value === value)) return profile
  return { ...profile, [field]: { value, source, at } }
}

function clean(field: ProfileField, given: string): string {
  return field === 'notes' ? given.trim() : given.trim().replace(/\s+/g, ' ')
}

function fieldProblem(field: ProfileField, value: string): string | null {
  if ([...value].length > profileLimits[field]) return `At most ${profileLimits[field]} characters.`
  if (field === 'email' && !/^[^\s@]{1,64}@[^\s@]{1,255}$/.test(value)) return 'An e-mail address has one @.'
  if (field === 'phone' && !/^\+?[\d ()./-]{3,40}$/.test(value)) return 'A phone number has digits.'
  if (field === 'age' && !(/^\d{1,3}$/.test(value) && Number(value) >= 1 && Number(value) <= 130)) {
    return 'An age is between 1 and 130.'
  }
  return null
}

/** What the directory searches: a line each, tags as `#tag`, attributes as `name=value`. */
export function searchText(visitor: {
  nickname: string
  profile: Profile
  tags: readonly string[]
  attributes: Record<string, string>
}): string {
  const { nickname, profile, tags, attributes } = visitor
  const { name, email, phone, company, wechat, qq } = profile
  const digits = phone?.value.replace(/\D/g, '')
  const lines = [
    nickname,
    ...[name, email, phone, company, wechat, qq].map((field) => field?.value ?? ''),
    digits ?? '',
    ...tags.map((tag) => `#${tag}`),
    ...Object.entries(attributes).map(([key, value]) => `${key}=${value}`),
  ]
  return `\n${lines.filter((line) => line !== '').join('\n')}\n`
    .toLowerCase()
    .replaceAll('\0', '')
    .slice(0, mostSearched)
}

const mostSearched = 4_000
