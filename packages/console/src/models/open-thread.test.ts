import type { AgentConversation } from '@foyer/client'
import { signal } from '@preact/signals'
import { expect, onTestFinished, test } from 'vitest'
import { createDrafts } from './drafts.ts'
import { createOpenThread } from './open-thread.ts'

function open() {
  const held = new Map<string, string>()
  const storage = {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
  }
  const answers: ((answer: object) => void)[] = []
  const thread = {
    items: signal([]),
    head: signal(null),
    visitor: signal(null),
    suggestions: signal([]),
    setTyping() {},
    leave() {},
    note: () => new Promise((resolve) => answers.push(resolve)),
  } as unknown as AgentConversation
  const opened = createOpenThread(
    'c',
    thread,
    createDrafts(storage),
    signal<readonly File[]>([]),
    async () => null,
    () => null,
  )
  onTestFinished(opened.leave)
  /** As another tab, or this one after a reload, would find it. */
  const kept = () => createDrafts(storage).of('c')
  async function answer(what: object) {
    answers.shift()?.(what)
    await new Promise(setImmediate)
  }
  return { opened, kept, answer }
}

test('[IN-11] a note that is on its way is there after a reload, and gone once it is stored', async () => {
  const { opened, kept, answer } = open()
  opened.write('note')
  opened.text.value = 'for the night shift'
  void opened.send(false)
  expect(opened.text.value).toBe('')
  expect(kept()).toEqual({ text: 'for the night shift', mode: 'note' })
  opened.text.value = 'and more'
  expect(kept()).toEqual({ text: 'for the night shift\nand more', mode: 'note' })
  await answer({ ok: {} })
  expect(kept()).toEqual({ text: 'and more', mode: 'note' })
})

test('[IN-11] it never gets into a reply', async () => {
  const { opened, kept } = open()
  opened.write('note')
  opened.text.value = 'between us'
  void opened.send(false)
  opened.write('reply')
  opened.text.value = 'Dear visitor'
  expect(kept()).toEqual({ text: 'Dear visitor', mode: 'reply' })
})

test('[IN-11] what was refused is back in the box', async () => {
  const { opened, kept, answer } = open()
  opened.write('note')
  opened.text.value = 'too late'
  const sent = opened.send(false)
  await answer({ error: { code: 'closed', message: '' } })
  expect(await sent).toMatchObject({ code: 'closed' })
  expect(opened.text.value).toBe('too late')
  expect(kept()).toEqual({ text: 'too late', mode: 'note' })
})
