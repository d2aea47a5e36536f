import type { Event } from '@foyer/protocol'
import { expect, it } from 'vitest'
import { transcriptOf } from './transcript.ts'

const visitor = { kind: 'visitor', id: 'v' } as const
const bot = { kind: 'assistant', name: 'Bot' } as const
const linkTo = (file: string) => `https://chat.example/v1/files/${file}`
const events = [
  { seq: 1, at: 1, by: visitor, type: 'conversation.started' },
  { seq: 2, at: 2, by: visitor, type: 'message.posted', body: { kind: 'text', text: 'Hello' } },
  { seq: 2, sub: 1, at: 2, by: { kind: 'agent', id: 'a' }, type: 'note.posted', text: 'for us' },
  {
    seq: 3,
    at: 3,
    by: bot,
    type: 'message.posted',
    auto: 'bot',
    faq: 'f',
    body: { kind: 'options', text: 'Did you mean', options: [{ id: 'f', label: 'Returns?' }] },
  },
  { seq: 4, at: 4, by: visitor, type: 'option.picked', target: 3, option: 'f' },
  {
    seq: 5,
    at: 5,
    by: bot,
    type: 'message.posted',
    body: { kind: 'text', text: 'Yes [1]' },
    quote: 2,
    sources: [{ title: 'Returns' }],
  },
  {
    seq: 6,
    at: 6,
    by: visitor,
    type: 'message.posted',
    body: { kind: 'file', file: { id: 'x', name: 'a.png', type: 'image/png', size: 3, url: '', width: 1 } },
  },
  { seq: 7, at: 7, by: visitor, type: 'message.posted', body: { kind: 'deleted' } },
  { seq: 8, at: 8, by: visitor, type: 'form.submitted', target: 3, values: { email: 'a@b.example' } },
  { seq: 9, at: 9, by: visitor, type: 'handoff.requested', how: 'button' },
] as Event[]

it('[AS-13] a transcript has what was said, and nothing that is for agents or gone', () => {
  expect(transcriptOf(events, linkTo, 1_000)).toEqual({
    isCut: false,
    lines: [
      { seq: 2, at: 2, by: { kind: 'visitor' }, text: 'Hello' },
      { seq: 3, at: 3, by: { kind: 'assistant', name: 'Bot' }, text: 'Did you mean\n- Returns?' },
      { seq: 4, at: 4, by: { kind: 'visitor' }, text: 'Returns?' },
      {
        seq: 5,
        at: 5,
        by: { kind: 'assistant', name: 'Bot' },
        text: 'Yes [1]',
        quote: 2,
        sources: [{ title: 'Returns' }],
      },
      {
        seq: 6,
        at: 6,
        by: { kind: 'visitor' },
        text: '',
        file: { name: 'a.png', type: 'image/png', size: 3, url: 'https://chat.example/v1/files/x' },
      },
      { seq: 8, at: 8, by: { kind: 'visitor' }, text: 'email: a@b.example' },
    ],
  })
})

it('[AS-13] the newest of it where it is too long', () => {
  const { lines, isCut } = transcriptOf(events, linkTo, 40)
  expect(isCut).toBe(true)
  expect(lines.map(({ seq }) => seq)).toEqual([4, 5, 6, 8])
})
