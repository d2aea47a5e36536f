import type { Site, SiteSettings } from '@foyer/protocol'
import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import { createSettingsDraft } from './settings-draft.ts'
import type { Loaded } from './sites.ts'

const stored = {
  name: 'Shop',
  origins: ['https://a.example'],
  appearance: { title: 'Help', launcherText: '', offsetX: 20 },
  assistant: { words: { forced: ['agent'], soft: ['person'] } },
  welcome: { en: 'Hello', pl: 'Cześć' },
} as unknown as SiteSettings

function open() {
  const held = signal<Loaded<Site>>({ state: 'loading' })
  const read = (change: object) => {
    const before = held.peek()
    const settings = before.state === 'ready' ? before.value.settings : stored
    held.value = { state: 'ready', value: { id: 'shop', settings: { ...settings, ...change } } }
  }
  read({})
  const draft = createSettingsDraft(held)
  const set = (key: 'appearance' | 'welcome', change: object) => {
    const now = draft.settings.peek()
    draft.set({ [key]: { ...now?.[key], ...change } })
  }
  return { draft, read, set }
}

describe('[IN-5] [WG-2] of two agents who change the settings at a time', () => {
  it('each sends what it changed, and sees what the other saved', () => {
    const { draft, read, set } = open()
    set('appearance', { title: 'Hi' })
    read({ appearance: { ...stored.appearance, launcherText: 'Line below' } })
    expect(draft.settings.value?.appearance).toMatchObject({ title: 'Hi', launcherText: 'Line below' })
    expect(draft.send()).toEqual({ appearance: { title: 'Hi' } })
    read({ appearance: { ...stored.appearance, title: 'Hi', launcherText: 'Line below', offsetX: 4 } })
    draft.settle(true)
    expect(draft.isChanged.value).toBe(false)
    expect(draft.settings.value?.appearance.offsetX).toBe(4)
  })

  it('neither undoes what the other did within what is sent whole', () => {
    const { draft, read } = open()
    draft.set({ welcome: { en: 'Hi', pl: 'Cześć' } })
    read({ welcome: { en: 'Hello', pl: 'Witaj', de: 'Hallo' } })
    expect(draft.patch.value).toEqual({ welcome: { en: 'Hi', pl: 'Witaj', de: 'Hallo' } })
    draft.set({ welcome: { en: 'Hi', de: 'Hallo' } })
    read({ welcome: { en: 'Hello', pl: 'Witaj', de: 'Tag' } })
    expect(draft.patch.value).toEqual({ welcome: { en: 'Hi', de: 'Tag' } })
    read({ welcome: { en: 'Hello', pl: 'Witaj' } })
    expect(draft.patch.value).toEqual({ welcome: { en: 'Hi' } })
  })

  it('[IN-17] of one list both have what they added, and neither what the other took out', () => {
    const { draft, read } = open()
    draft.set({ origins: ['https://a.example', 'https://noor.example'] })
    read({ origins: ['https://robin.example'] })
    expect(draft.patch.value).toEqual({ origins: ['https://noor.example', 'https://robin.example'] })
  })

  it('who takes a change back has not changed what the other saved of it', () => {
    const { draft, read, set } = open()
    set('appearance', { title: 'Hi' })
    set('appearance', { title: 'Help' })
    read({ appearance: { ...stored.appearance, title: 'Ask' } })
    expect(draft.patch.value).toEqual({})
  })
})

describe('[IN-18] what is changed while a change is on its way', () => {
  it('stays, also where it is changed back', () => {
    const { draft, read, set } = open()
    set('appearance', { title: 'Hi', offsetX: 4 })
    draft.send()
    set('appearance', { title: 'Help' })
    expect(draft.settings.value?.appearance).toMatchObject({ title: 'Help', offsetX: 4 })
    read({ appearance: { ...stored.appearance, title: 'Hi', offsetX: 4 } })
    draft.settle(true)
    expect(draft.patch.value).toEqual({ appearance: { title: 'Help' } })
  })

  it('is given up with it, or kept with it where that is refused', () => {
    const { draft, set } = open()
    set('appearance', { title: 'Hi' })
    draft.send()
    set('appearance', { offsetX: 4 })
    draft.settle(false)
    expect(draft.patch.value).toEqual({ appearance: { title: 'Hi', offsetX: 4 } })
    draft.send()
    draft.discard()
    draft.settle(false)
    expect(draft.patch.value).toEqual({})
  })

  it('is not held against how the server writes what it was sent', () => {
    const { draft, read, set } = open()
    set('appearance', { title: 'Hi ' })
    draft.send()
    read({ appearance: { ...stored.appearance, title: 'Hi' } })
    draft.settle(true)
    expect(draft.patch.value).toEqual({})
    expect(draft.settings.value?.appearance.title).toBe('Hi')
  })
})
