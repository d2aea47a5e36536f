/** When and where people take over (RT-1, AS-13): the button, the words for a person, the target. */
import { t } from '../../locale.ts'
import { Field, Segments, Select } from '../field.tsx'
import { Card } from './card.tsx'
import type { CardProps } from './card-props.ts'
import { Signing } from './signing.tsx'
import { WordsField } from './words-field.tsx'

const targets = {
  inbox: 'handoff.inboxHint',
  webhook: 'handoff.webhookHint',
  message: 'handoff.messageHint',
} as const

const moments = [0, 1, 2, 3, 5]

export function HandoffCard({ assistant, draft }: CardProps) {
  const settings = draft.settings.value
  if (settings === null) return null
  const { personAfter, words, handoff } = settings.assistant
  const offered = [...new Set([...moments, personAfter])].toSorted((one, other) => one - other)
  const setHandoff = (change: Partial<typeof handoff>) =>
    draft.setAssistant({ handoff: { ...handoff, ...change } })
  return (
    <Card title={t('handoff.title')} hint={t('handoff.hint')} hook="handoff-card">
      <Select
        label={t('handoff.personAfter')}
        value={String(personAfter)}
        hook="person-after"
        options={offered.map((count) => ({
          value: String(count),
          label: count === 0 ? t('handoff.atOnce') : t('handoff.after', { n: count }),
        }))}
        onChange={(value) => draft.setAssistant({ personAfter: Number(value) })}
      />
      <WordsField
        label={t('handoff.forced')}
        hint={t('handoff.forcedHint')}
        words={words.forced}
        hook="words-forced"
        onChange={(forced) => draft.setAssistant({ words: { ...words, forced } })}
      />
      <WordsField
        label={t('handoff.soft')}
        hint={t('handoff.softHint')}
        words={words.soft}
        hook="words-soft"
        onChange={(soft) => draft.setAssistant({ words: { ...words, soft } })}
      />
      <Segments
        label={t('handoff.to')}
        value={handoff.to}
        hint={t(targets[handoff.to])}
        hook="handoff-to"
        options={[
          { value: 'inbox', label: t('handoff.inbox') },
          { value: 'webhook', label: t('handoff.webhook') },
          { value: 'message', label: t('handoff.message') },
        ]}
        onChange={(to) => setHandoff({ to })}
      />
      {handoff.to === 'webhook' && (
        <>
          <Field
            label={t('handoff.url')}
            type="url"
            dir="ltr"
            placeholder="https://helpdesk.example/foyer"
            value={handoff.url}
            error={draft.faultAt('/assistant/handoff')}
            hook="handoff-url"
            onInput={(url) => setHandoff({ url: url.trim() })}
          />
          <Signing assistant={assistant} />
        </>
      )}
    </Card>
  )
}
