import type { FormSettings, SiteField } from '@foyer/protocol'
import { describe, expect, it } from 'vitest'
import { asBody, formTags, newField, newForm, newOptions, ofType, textFor, withText } from './forms-edit.ts'

const field = (some: Partial<SiteField>): SiteField => ({
  id: 'x',
  type: 'text',
  label: {},
  required: false,
  options: [],
  ...some,
})

describe('[WG-11] editing forms', () => {
  it('gives new fields and options ids that nothing else has', () => {
    expect(newField([field({ id: 'field-2' })]).id).toBe('field-3')
    expect(newField([field({ id: 'a' }), field({ id: 'field-1' })]).id).toBe('field-3')
    expect(newOptions([{ id: 'option-2', label: {} }]).map(({ id }) => id)).toEqual(['option-2', 'option-3'])
    expect(newForm('Order').fields).toHaveLength(1)
  })

  it('lets no field fill in what its type cannot be', () => {
    expect(ofType(field({ type: 'email', sets: 'email' }), 'text').sets).toBeUndefined()
    expect(ofType(field({ sets: 'company' }), 'text').sets).toBe('company')
    expect(ofType(field({}), 'choice').options).toHaveLength(2)
  })

  it('takes an empty text for none', () => {
    expect(withText({ en: 'a', de: 'b' }, 'de', '')).toEqual({ en: 'a' })
    expect(withText({ en: 'a' }, 'de', ' ')).toEqual({ en: 'a', de: ' ' })
  })

  it('knows every language that something is said in', () => {
    const forms: FormSettings = {
      leave: { when: 'never', text: { en: 'a' }, fields: [field({ label: { pl: 'b' } })] },
      preChat: { isOn: false, text: {}, fields: [field({ options: [{ id: 'o', label: { de: 'c' } }] })] },
      consent: { isOn: false, isStrict: false, text: { ja: 'd' } },
      saved: [{ id: 'f', name: 'F', text: { fr: 'e' }, fields: [] }],
    }
    expect(formTags(forms).toSorted()).toEqual(['de', 'en', 'fr', 'ja', 'pl'])
  })
})

describe('[CV-9] a form as it is sent', () => {
  it('speaks the visitor’s language, else the site’s, else any', () => {
    expect(textFor({ en: 'E', de: 'D' }, 'de-AT', 'en')).toBe('D')
    expect(textFor({ en: 'E', de: ' ' }, 'de', 'en')).toBe('E')
    expect(textFor({ fr: 'F' }, undefined, 'en')).toBe('F')
    expect(textFor({}, 'de', 'en')).toBe('')
  })

  it('says its name where it has no text, and options of choices alone', () => {
    const size = field({
      type: 'choice',
      label: { en: 'Size' },
      options: [{ id: 's', label: { en: 'Small' } }],
    })
    const form = { id: 'f', name: 'Sizes', text: {}, fields: [size, field({ id: 'email', required: true })] }
    expect(asBody(form, 'en', 'en', (id) => `<${id}>`)).toEqual({
      kind: 'form',
      text: 'Sizes',
      fields: [
        { id: 'x', label: 'Size', type: 'choice', options: [{ id: 's', label: 'Small' }] },
        { id: 'email', label: '<email>', type: 'text', required: true },
      ],
    })
  })
})
