/** What nothing answers, alike together (AS-15): made an entry of, taught to the nearest one, or dismissed. */
import '../../styles/figures.css'
import type { FaqEntry, Id } from '@foyer/protocol'
import { toPlain } from '@foyer/widget/text'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useConsole } from '../../console.ts'
import { locale, t } from '../../locale.ts'
import type { Assistant, UnansweredGroup } from '../../models/assistant.ts'
import { mostPhrasings, withPhrasings } from '../../models/faq.ts'
import { writeRoute } from '../../models/route.ts'
import { shortAgo } from '../../models/time.ts'
import { Icon } from '../icon.tsx'
import { now } from '../now.ts'
import { errorText } from '../words.ts'
import { EntryPicker } from './entry-picker.tsx'
import { Failed, Nothing, Waiting } from './states.tsx'

export function Unanswered({ assistant }: { assistant: Assistant }) {
  const { unanswered, faq } = assistant
  const held = unanswered.value.value
  const entries = faq.entries.value
  useEffect(() => void unanswered.load(), [assistant])
  if (held.state === 'loading') return <Waiting />
  if (held.state === 'failed') {
    return <Failed title={t('unanswered.failed')} error={held.error} onRetry={() => void unanswered.load()} />
  }
  const { groups } = held.value
  if (groups.length === 0) {
    return (
      <Nothing
        icon="sent"
        title={t('unanswered.none')}
        text={t('unanswered.noneHint')}
        hook="unanswered-none"
      />
    )
  }
  return (
    <div class="assistant-body" data-foyer="unanswered">
      <div class="unanswered">
        <p class="settings-hint">{t('unanswered.hint')}</p>
        <ul>
          {groups.map((group) => (
            <GroupCard
              key={`${group.questions[0]?.conversation} ${group.questions[0]?.seq}`}
              assistant={assistant}
              group={group}
              entries={entries.state === 'ready' ? entries.value : []}
            />
          ))}
        </ul>
      </div>
    </div>
  )
}

interface GroupCardProps {
  assistant: Assistant
  group: UnansweredGroup
  entries: FaqEntry[]
}

function GroupCard({ assistant, group, entries }: GroupCardProps) {
  const { go, notices } = useConsole()
  const isPicking = useSignal(false)
  const isBusy = useSignal(false)
  const { site, faq } = assistant
  const { text, count, newestAt, questions, nearest } = group
  const texts = [...new Set([text, ...questions.map((one) => one.text)])].map((one) =>
    toPlain(one).slice(0, 500),
  )

  function make() {
    const question = (texts[0] ?? text).slice(0, 300)
    const phrasings = withPhrasings({ question, phrasings: [] }, texts).slice(0, mostPhrasings)
    assistant.beginning.value = { question, phrasings }
    go({ screen: 'assistant', site, tab: 'answers', entry: 'new' })
  }

  async function teach(id: Id) {
    if (isBusy.peek()) return
    isBusy.value = true
    const error = await faq.teach(id, texts)
    isBusy.value = false
    if (error !== null) return notices.tell(errorText(error), 'danger')
    const entry = entries.find((one) => one.id === id)
    notices.tell(t('unanswered.taught', { question: entry?.question ?? '' }))
    // Most are answered now; those that are not come back as a group of their own.
    await assistant.unanswered.load()
  }

  async function dismiss() {
    const error = await assistant.dismiss(group)
    if (error !== null) notices.tell(errorText(error), 'danger')
  }

  return (
    <li class="unanswered-group" data-foyer="unanswered-group">
      <header>
        <h2 dir="auto">{toPlain(text)}</h2>
        <p>
          <span class="chip accent">{t('unanswered.count', { n: count })}</span>
          <time dateTime={new Date(newestAt).toISOString()}>
            {shortAgo(Math.min(newestAt, now.value), now.value, locale.value, t('time.now'))}
          </time>
        </p>
      </header>
      {texts.length > 1 && (
        <details>
          <summary>
            <Icon name="chevron" size={15} />
            {t('unanswered.words', { n: texts.length - 1 })}
          </summary>
          <ul class="unanswered-words">
            {questions.slice(0, 20).map((one) => (
              <li key={`${one.conversation} ${one.seq}`}>
                <a
                  href={writeRoute({ screen: 'inbox', list: 'all', conversation: one.conversation })}
                  dir="auto"
                >
                  {toPlain(one.text)}
                </a>
              </li>
            ))}
          </ul>
        </details>
      )}
      <div class="unanswered-deeds">
        <button
          type="button"
          class="button primary"
          aria-label={t('unanswered.makeOf', { text: toPlain(text) })}
          data-foyer="make-entry"
          onClick={make}
        >
          <Icon name="plus" size={15} />
          {t('unanswered.make')}
        </button>
        {nearest !== undefined && (
          <button
            type="button"
            class="button"
            disabled={isBusy.value}
            data-foyer="teach-nearest"
            onClick={() => void teach(nearest.faq)}
          >
            <span class="cut">
              {t('unanswered.addTo')}
              <bdi>{nearest.question}</bdi>
            </span>
          </button>
        )}
        {entries.length > 0 && (
          <button
            type="button"
            class="button quiet"
            disabled={isBusy.value}
            aria-label={t('unanswered.otherOf', { text: toPlain(text) })}
            data-foyer="teach-other"
            onClick={() => {
              isPicking.value = true
            }}
          >
            {t('unanswered.other')}
          </button>
        )}
        <button
          type="button"
          class="button quiet unanswered-dismiss"
          aria-label={t('unanswered.dismissOf', { text: toPlain(text) })}
          data-foyer="dismiss"
          onClick={() => void dismiss()}
        >
          {t('unanswered.dismiss')}
        </button>
      </div>
      {isPicking.value && (
        <EntryPicker
          title={t('unanswered.addTo')}
          entries={entries}
          onClose={(id) => {
            isPicking.value = false
            if (id !== null) void teach(id)
          }}
        />
      )}
    </li>
  )
}
