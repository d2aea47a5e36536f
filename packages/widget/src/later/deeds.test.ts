// @vitest-environment happy-dom
import type { Message } from '@foyer/client'
import type { Body } from '@foyer/protocol'
import { expect, it } from 'vitest'
import { later } from '../locales/en-later.ts'
import { changeableUntil } from './deeds.tsx'
import { nameVoice, whyNot } from './voice.tsx'

const said = (over: object = {}) =>
  ({ mine: true, seq: 4, at: 1_000, body: { kind: 'text', text: 'x' } as Body, ...over }) as Message

it.each([
  ['at once', said(), 1_000, 6_000],
  ['just before the end', said(), 5_999, 6_000],
  ['at the end', said(), 6_000, 0],
  ['another’s', said({ mine: false }), 1_000, 0],
  ['on its way', said({ seq: null }), 1_000, 0],
  ['a picked option', said({ pick: { option: 'a' } }), 1_000, 0],
  ['deleted', said({ body: { kind: 'deleted' } }), 1_000, 0],
])('[CV-13] a message can be changed: %s', (_what, message, now, until) => {
  expect(changeableUntil(message, 5_000, now, false)).toBe(until)
})

it('[CV-13] none can be changed after the end, nor where the site allows none of it', () => {
  expect(changeableUntil(said(), 5_000, 1_000, true)).toBe(0)
  expect(changeableUntil(said(), 0, 1_000, false)).toBe(0)
})

it.each([
  [new DOMException('', 'NotAllowedError'), later.voiceDenied],
  [new DOMException('', 'SecurityError'), later.voiceDenied],
  [new DOMException('', 'NotFoundError'), later.voiceNone],
  [new DOMException('', 'NotReadableError'), later.voiceNone],
  [new TypeError('no such thing'), later.voiceFailed],
])('[CV-9] %s: why there is no recording', (reason, words) => {
  expect(whyNot(reason, later)).toBe(words)
})

it('[CV-9] a recording is called by its time', () => {
  expect(nameVoice(new Date(2026, 8, 5, 7, 3, 9), 'm4a')).toBe('voice-2026-09-05-070309.m4a')
})
