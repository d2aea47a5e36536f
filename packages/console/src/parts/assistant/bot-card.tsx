/** The chat bot (AS-5): when it answers, what it is called, which questions it offers, what it asks. */
import { t } from '../../locale.ts'
import { writeRoute } from '../../models/route.ts'
import { Field, Segments, Switch } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { hoursInShort } from '../settings/hours-words.ts'
import { Card } from './card.tsx'
import type { CardProps } from './card-props.ts'
import { Guided } from './guided.tsx'

const hints = {
  off: 'bot.offHint',
  offHours: 'bot.offHoursHint',
  always: 'bot.alwaysHint',
} as const

export function BotCard({ assistant, draft }: CardProps) {
  const settings = draft.settings.value
  const entries = assistant.faq.entries.value
  if (settings === null) return null
  const { bot, name, guided, asksHelpful, typeAhead, answerer } = settings.assistant
  const { hours, reception } = settings
  const isEmpty = entries.state === 'ready' && !entries.value.some(({ published }) => published)
  return (
    <Card title={t('bot.title')} hint={t('bot.hint')} hook="bot-card">
      <Segments
        label={t('bot.when')}
        value={bot}
        hint={t(hints[bot])}
        hook="bot"
        options={[
          { value: 'off', label: t('bot.off') },
          { value: 'offHours', label: t('bot.offHours') },
          { value: 'always', label: t('bot.always') },
        ]}
        onChange={(value) => draft.setAssistant({ bot: value })}
      />
      {bot !== 'off' && isEmpty && answerer === 'faq' && (
        <p class="callout">
          {t('bot.noEntries')}{' '}
          <a href={writeRoute({ screen: 'assistant', site: assistant.site, tab: 'answers', entry: null })}>
            {t('assistant.answers')}
          </a>
        </p>
      )}
      {bot === 'offHours' && (
        <p class={hours.isOn ? 'line-note' : 'callout'} data-foyer="bot-hours">
          <Icon name="clock" size={15} />
          <span>{hours.isOn ? hoursInShort(hours) : t('bot.noHours')}</span>
          <a href={writeRoute({ screen: 'settings', site: assistant.site, section: 'hours' })}>
            {t('settings.hours')}
          </a>
        </p>
      )}
      {bot === 'always' && reception === 'humanFirst' && (
        <p class="callout">
          {t('bot.humanFirst')}{' '}
          <a href={writeRoute({ screen: 'settings', site: assistant.site, section: 'general' })}>
            {t('settings.general')}
          </a>
        </p>
      )}
      <Field
        label={t('bot.name')}
        hint={t('bot.nameHint')}
        placeholder={t('by.assistant')}
        maxLength={60}
        value={name}
        error={draft.faultAt('/assistant/name')}
        hook="bot-name"
        onInput={(value) => draft.setAssistant({ name: value })}
      />
      <Guided
        entries={entries.state === 'ready' ? entries.value : null}
        chosen={guided}
        onChange={(ids) => draft.setAssistant({ guided: ids })}
      />
      <Switch
        label={t('bot.asksHelpful')}
        hint={t('bot.asksHelpfulHint')}
        isOn={asksHelpful}
        hook="asks-helpful"
        onChange={(isOn) => draft.setAssistant({ asksHelpful: isOn })}
      />
      <Switch
        label={t('bot.typeAhead')}
        hint={t('bot.typeAheadHint')}
        isOn={typeAhead}
        hook="type-ahead"
        onChange={(isOn) => draft.setAssistant({ typeAhead: isOn })}
      />
    </Card>
  )
}
