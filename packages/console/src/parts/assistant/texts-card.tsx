/** What the assistant says beside answers, in each language (AS-7, AS-13). */
import type { AssistantSettings } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { type MessageKey, t } from '../../locale.ts'
import { Icon } from '../icon.tsx'
import { Menu, MenuItem } from '../menu.tsx'
import { localeName, siteLocales } from '../site-locales.ts'
import { TextEditor } from '../text-editor.tsx'
import { Card } from './card.tsx'
import type { CardProps } from './card-props.ts'

type Name = keyof AssistantSettings['texts']

const faces: { name: Name; label: MessageKey; hint: MessageKey; example: MessageKey }[] = [
  { name: 'waiting', label: 'texts.waiting', hint: 'texts.waitingHint', example: 'texts.waitingExample' },
  { name: 'offHours', label: 'texts.offHours', hint: 'texts.offHoursHint', example: 'texts.offHoursExample' },
  {
    name: 'elsewhere',
    label: 'texts.elsewhere',
    hint: 'texts.elsewhereHint',
    example: 'texts.elsewhereExample',
  },
]

export function TextsCard({ draft }: CardProps) {
  const settings = draft.settings.value
  const added = useSignal<string[]>([])
  const chosen = useSignal<string | null>(null)
  if (settings === null) return null
  const { texts, handoff } = settings.assistant
  const tags = [
    ...new Set([
      settings.locale,
      ...Object.keys(settings.welcome),
      ...Object.values(texts).flatMap((byLocale) => Object.keys(byLocale)),
      ...added.value,
    ]),
  ]
  const tag = chosen.value !== null && tags.includes(chosen.value) ? chosen.value : settings.locale
  const missing = siteLocales([]).filter((one) => !tags.includes(one.tag))

  function setText(name: Name, text: string) {
    // Empty is not said: then the product's own words stand again.
    const { [tag]: _, ...others } = texts[name]
    draft.setAssistant({ texts: { ...texts, [name]: text === '' ? others : { ...others, [tag]: text } } })
  }

  return (
    <Card title={t('texts.title')} hint={t('texts.hint')} hook="texts-card">
      <div class="texts-locales">
        <div class="segments" role="radiogroup" aria-label={t('texts.language')}>
          {tags.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="texts-locale"
                checked={one === tag}
                onChange={() => {
                  chosen.value = one
                }}
              />
              {localeName(one)}
            </label>
          ))}
        </div>
        <Menu
          label={t('welcome.add')}
          tip={t('welcome.add')}
          hook="texts-add"
          button={<Icon name="plus" size={16} />}
        >
          {missing.map((one) => (
            <MenuItem
              key={one.tag}
              onChoose={() => {
                added.value = [...added.peek(), one.tag]
                chosen.value = one.tag
              }}
            >
              {one.name}
              <span class="end">{one.tag}</span>
            </MenuItem>
          ))}
        </Menu>
      </div>
      {faces
        .filter(({ name }) => name !== 'elsewhere' || handoff.to !== 'inbox' || texts.elsewhere[tag])
        .map(({ name, label, hint, example }) => (
          <TextEditor
            key={`${name} ${tag}`}
            label={t(label)}
            hint={t(hint)}
            placeholder={t(example)}
            value={texts[name][tag] ?? ''}
            error={draft.faultAt(`/assistant/texts/${name}`)}
            hook={`text-${name}`}
            onInput={(text) => setText(name, text)}
          />
        ))}
    </Card>
  )
}
