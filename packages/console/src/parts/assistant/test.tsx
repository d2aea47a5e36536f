/**
 * Trying things out (AS-1, AS-17): a box that says what would be done with a text and why, and the threshold as
 * a slider that sorts the site's own past questions while it moves.
 */
import '../../styles/test.css'
import { useComputed } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useConsole } from '../../console.ts'
import { t } from '../../locale.ts'
import type { Assistant } from '../../models/assistant.ts'
import { waysOf } from '../../models/faq.ts'
import { useSiteDraft } from '../use-site-draft.ts'
import { PastQuestions } from './past-questions.tsx'
import { SaveBar } from './save-bar.tsx'
import { Failed, Waiting } from './states.tsx'
import { ThresholdSlider } from './threshold-slider.tsx'
import { TryBox } from './try-box.tsx'

export function Test({ assistant }: { assistant: Assistant }) {
  const { sites } = useConsole()
  const { site, faq, past } = assistant
  const draft = useSiteDraft(site)
  const saved = sites.of(site).value
  const ways = useComputed(() => {
    const held = faq.entries.value
    return new Map(held.state === 'ready' ? held.value.map((entry) => [entry.id, waysOf(entry)]) : [])
  })
  // What visitors asked grows, and what today's FAQ makes of it changes with every entry.
  useEffect(() => void past.load(), [assistant])

  if (saved.state === 'failed') {
    return <Failed title={t('settings.failed')} error={saved.error} onRetry={() => void sites.load(site)} />
  }
  const settings = draft.settings.value
  if (settings === null) return <Waiting />
  const { threshold } = settings.assistant
  const held = past.value.value
  const questions = held.state === 'ready' ? held.value.questions : []
  return (
    <div class="assistant-body" data-foyer="test">
      <div class="test">
        <TryBox assistant={assistant} threshold={threshold} ways={ways.value} locale={settings.locale} />
        <section class="threshold" aria-labelledby="threshold-title" data-foyer="threshold">
          <h2 id="threshold-title">{t('threshold.title')}</h2>
          <p class="settings-hint">{t('threshold.hint')}</p>
          <ThresholdSlider
            threshold={threshold}
            questions={questions}
            ways={ways.value}
            onChange={(next) => draft.setAssistant({ threshold: next })}
          />
          {held.state === 'loading' ? (
            <Waiting />
          ) : held.state === 'failed' ? (
            <Failed title={t('past.failed')} error={held.error} onRetry={() => void past.load()} />
          ) : (
            <PastQuestions questions={questions} threshold={threshold} ways={ways.value} site={site} />
          )}
        </section>
      </div>
      <SaveBar draft={draft} />
    </div>
  )
}
