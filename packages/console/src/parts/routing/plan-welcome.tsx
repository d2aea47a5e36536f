/** A plan's own welcome, one language at a time. */
import type { Texts } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { t } from '../../locale.ts'
import { Select } from '../field.tsx'
import { localeName, siteLocales } from '../site-locales.ts'
import { TextEditor } from '../text-editor.tsx'

interface PlanWelcomeProps {
  texts: Texts
  /** The site's main language. */
  main: string
  error: string | null
  onChange: (texts: Texts) => void
}

export function PlanWelcome({ texts, main, error, onChange }: PlanWelcomeProps) {
  const tag = useSignal(main)
  const shown = tag.value
  const tags = siteLocales([main, ...Object.keys(texts)])
  return (
    <div class="plan-welcome">
      <Select
        label={t('plan.language')}
        value={shown}
        options={tags.map((one) => ({
          value: one.tag,
          label: texts[one.tag] ? `${one.name} ✓` : one.name,
        }))}
        onChange={(next) => {
          tag.value = next
        }}
      />
      <TextEditor
        key={shown}
        label={t('plan.welcomeIn', { language: localeName(shown) })}
        value={texts[shown] ?? ''}
        error={error}
        hook="plan-welcome"
        onInput={(text) => {
          const { [shown]: _, ...rest } = texts
          onChange(text === '' ? rest : { ...rest, [shown]: text })
        }}
      />
    </div>
  )
}
