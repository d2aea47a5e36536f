/** Voice messages, and where pictures of cards may come from: each address is checked before it is set. */
import { useSignal } from '@preact/signals'
import { t } from '../../locale.ts'
import { readOrigin } from '../../models/origins.ts'
import { Field, Switch } from '../field.tsx'
import { originFault } from '../origin-words.ts'
import type { SectionProps } from './section.ts'

export function MediaFields({ settings, set }: Pick<SectionProps, 'settings' | 'set'>) {
  const { media } = settings
  const typed = useSignal(media.pictures.join(', '))
  const error = useSignal<string | null>(null)

  function read(text: string) {
    typed.value = text
    const origins: string[] = []
    for (const word of text.split(/[\s,]+/).filter((one) => one !== '')) {
      const found = readOrigin(word)
      if ('fault' in found) {
        error.value = `${word}: ${originFault(found.fault)}`
        return
      }
      origins.push(found.origin)
    }
    error.value = null
    set({ media: { ...media, pictures: [...new Set(origins)] } })
  }

  return (
    <fieldset>
      <legend>{t('messages.media')}</legend>
      <Switch
        label={t('messages.voice')}
        isOn={media.voice}
        hook="media-voice"
        onChange={(voice) => set({ media: { ...media, voice } })}
      />
      <Field
        label={t('messages.pictures')}
        dir="ltr"
        hint={t('messages.picturesHint')}
        error={error.value}
        placeholder="https://images.shop.example"
        value={typed.value}
        hook="media-pictures"
        onInput={read}
      />
    </fieldset>
  )
}
