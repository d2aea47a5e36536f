import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { checkOptions } from './options.ts'

describe('checkOptions', () => {
  beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}))
  afterEach(() => void vi.restoreAllMocks())

  it('[WG-16] takes what is right, as values or as attributes', () => {
    const right = {
      site: 'demo',
      url: 'https://chat.example',
      locale: 'pt-BR',
      theme: 'dark',
      color: '#1D4ed8',
      position: 'start',
      offsetX: 24,
      offsetY: '0',
      title: 'Any <b>title</b>\nat all',
      launcherText: '',
      hidden: true,
    }
    expect(checkOptions(right)).toEqual(right)
    expect(checkOptions({ hidden: '', global: 'chat' })).toEqual({ hidden: '', global: 'chat' })
    expect(console.error).not.toHaveBeenCalled()
  })

  it.each([
    ['site', 'a/../b'],
    ['site', ''],
    ['site', {}],
    ['url', 'javascript:alert(1)'],
    ['theme', 'blue'],
    ['color', 'red'],
    ['color', '#fff'],
    ['color', '#1d4ed8;background:url(x)'],
    ['position', 'left'],
    ['offsetX', -1],
    ['offsetY', '1px'],
    ['hidden', 'yes'],
    ['locale', 'en&x=1'],
    ['foo', 'bar'],
  ])('[WG-16] names and leaves out %s=%j', (name, value) => {
    expect(checkOptions({ [name]: value })).toEqual({})
    expect(console.error).toHaveBeenCalledWith('[foyer]', `bad ${name}:`, value, expect.any(RegExp))
  })

  it('[WG-16] says all that is right, names and values, beside what is not', () => {
    checkOptions({ colour: 'red' })
    const shown = String(vi.mocked(console.error).mock.calls[0]?.at(-1))
    for (const part of ['color=#', 'theme=(light|dark|auto)', 'position=(start|end)', '(title|launcherText|'])
      expect(shown).toContain(part)
  })

  it('[WG-16] passes over what is not said', () => {
    expect(checkOptions({ locale: undefined })).toEqual({})
    expect(console.error).not.toHaveBeenCalled()
  })
})
