/** Who answers in the bot's place (AS-12): the FAQ, a language model, or the site's own answerer. */
import type { AssistantSettings } from '@foyer/protocol'
import { useId } from 'preact/hooks'
import { type MessageKey, t } from '../../locale.ts'
import { Field } from '../field.tsx'
import { Card } from './card.tsx'
import type { CardProps } from './card-props.ts'
import { ModelFields } from './model-fields.tsx'
import { Signing } from './signing.tsx'

const choices: { value: AssistantSettings['answerer']; name: MessageKey; hint: MessageKey }[] = [
  { value: 'faq', name: 'answerer.faq', hint: 'answerer.faqHint' },
  { value: 'model', name: 'answerer.model', hint: 'answerer.modelHint' },
  { value: 'webhook', name: 'answerer.webhook', hint: 'answerer.webhookHint' },
]

export function AnswererCard({ assistant, draft }: CardProps) {
  const id = useId()
  const settings = draft.settings.value
  if (settings === null) return null
  const { answerer, webhook } = settings.assistant
  return (
    <Card title={t('answerer.title')} hint={t('answerer.hint')} hook="answerer-card">
      <div class="choices" role="radiogroup" aria-label={t('answerer.title')}>
        {choices.map(({ value, name, hint }) => (
          <label key={value} class="choice">
            <input
              type="radio"
              name={id}
              checked={value === answerer}
              aria-describedby={`${id}-${value}`}
              data-foyer={`answerer-${value}`}
              onChange={() => draft.setAssistant({ answerer: value })}
            />
            <span>
              <strong>{t(name)}</strong>
              <small id={`${id}-${value}`}>{t(hint)}</small>
            </span>
          </label>
        ))}
      </div>
      {answerer === 'model' && <ModelFields assistant={assistant} draft={draft} />}
      {answerer === 'webhook' && (
        <>
          <Field
            label={t('answerer.url')}
            type="url"
            dir="ltr"
            placeholder="https://answers.example/foyer"
            value={webhook.url}
            error={draft.faultAt('/assistant/webhook')}
            hook="answerer-url"
            onInput={(url) => draft.setAssistant({ webhook: { url: url.trim() } })}
          />
          <Signing assistant={assistant} />
        </>
      )}
    </Card>
  )
}
