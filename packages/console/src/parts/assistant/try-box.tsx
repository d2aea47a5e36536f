/** What would be done with a visitor's text, and why: scores as bars, and the words that counted for or against. */
import type { ExplainedMatch, Id, Threshold, TryAnswer } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import { useConsole } from '../../console.ts'
import { locale, type MessageKey, t } from '../../locale.ts'
import type { Assistant } from '../../models/assistant.ts'
import { waysWanted } from '../../models/faq.ts'
import { writeRoute } from '../../models/route.ts'
import { Icon, type IconName } from '../icon.tsx'
import { siteLocales } from '../site-locales.ts'
import { errorText } from '../words.ts'

interface TryBoxProps {
  assistant: Assistant
  /** As it stands on the slider, saved or not. */
  threshold: Threshold
  ways: ReadonlyMap<Id, number>
  locale: string
}

/** Less than this shows as nothing, and says nothing. */
const least = 0.005

/** Milliseconds after the last letter. */
const pause = 350

const verdicts: Record<TryAnswer['does'], { icon: IconName; name: MessageKey }> = {
  answer: { icon: 'sent', name: 'try.answer' },
  suggest: { icon: 'list', name: 'try.suggest' },
  handOff: { icon: 'person', name: 'try.handOff' },
  smallTalk: { icon: 'sent', name: 'try.smallTalk' },
}

export function TryBox({ assistant, threshold, ways, locale: main }: TryBoxProps) {
  const { http } = useConsole()
  const id = useId()
  const text = useSignal('')
  const tag = useSignal(main)
  const result = useSignal<TryAnswer | null>(null)
  const error = useSignal<string | null>(null)
  const isBusy = useSignal(false)
  const turn = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  async function run() {
    clearTimeout(timer.current)
    const mine = ++turn.current
    const asked = text.peek().trim()
    if (asked === '') {
      result.value = null
      error.value = null
      isBusy.value = false
      return
    }
    isBusy.value = true
    const answer = await http.assistant.try(assistant.site, asked, tag.peek())
    // A later question was asked meanwhile: its answer is the one that counts.
    if (mine !== turn.current) return
    isBusy.value = false
    error.value = answer.ok ? null : errorText(answer.error)
    if (answer.ok) result.value = answer.value
  }

  function soon() {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void run(), pause)
  }

  return (
    <section class="try" aria-labelledby={`${id}-title`} data-foyer="try">
      <h2 id={`${id}-title`}>{t('try.title')}</h2>
      <p class="settings-hint">{t('try.hint')}</p>
      <form
        class="try-form"
        onSubmit={(event) => {
          event.preventDefault()
          void run()
        }}
      >
        <input
          class="input"
          aria-label={t('try.ask')}
          placeholder={t('try.ask')}
          maxLength={1_000}
          dir={text.value === '' ? undefined : 'auto'}
          value={text.value}
          data-foyer="try-text"
          onInput={(event) => {
            text.value = event.currentTarget.value
            soon()
          }}
        />
        <select
          class="input"
          aria-label={t('faq.locale')}
          value={tag.value}
          data-foyer="try-locale"
          onChange={(event) => {
            tag.value = event.currentTarget.value
            void run()
          }}
        >
          {siteLocales([main]).map(({ tag: one, name }) => (
            <option key={one} value={one}>
              {name}
            </option>
          ))}
        </select>
      </form>
      <div class="try-result" aria-live="polite" aria-busy={isBusy.value}>
        {error.value !== null ? (
          <p class="field-error">
            <Icon name="warning" size={15} />
            <span>{error.value}</span>
          </p>
        ) : result.value === null ? (
          <p class="try-empty">{t('try.empty')}</p>
        ) : (
          <Result answer={result.value} threshold={threshold} ways={ways} site={assistant.site} />
        )}
      </div>
    </section>
  )
}

interface ResultProps {
  answer: TryAnswer
  threshold: Threshold
  ways: ReadonlyMap<Id, number>
  site: string
}

function Result({ answer, threshold, ways, site }: ResultProps) {
  const { matches, word } = answer
  // A soft word counts only where somebody is free, which is the server's to know.
  const isForPerson = word !== undefined && (word.kind === 'forced' || answer.does === 'handOff')
  const isTalk = answer.does === 'smallTalk'
  const does = isForPerson ? 'handOff' : isTalk ? answer.does : doesWith(matches, threshold, ways)
  const { icon, name } = verdicts[does]
  const [best] = matches
  const why = isForPerson ? wordText(word) : isTalk ? t('try.asksNothing') : reasonOf(best, threshold, ways)
  return (
    <>
      <div class={`verdict is-${does}`} data-foyer="verdict" data-does={does}>
        <Icon name={icon} size={17} />
        <div>
          <strong>{t(name)}</strong>
          <p>{why}</p>
          {word !== undefined && !isForPerson && <p>{t('try.softBusy', { word: word.word })}</p>}
        </div>
      </div>
      <ol class="matches">
        {matches
          .filter(({ score }, at) => at === 0 || score >= least)
          .map((match) => (
            <Match key={match.faq} match={match} threshold={threshold} site={site} />
          ))}
      </ol>
    </>
  )
}

function Match({ match, threshold, site }: { match: ExplainedMatch; threshold: Threshold; site: string }) {
  const { faq, question, score, isExact, why } = match
  const percent = new Intl.NumberFormat(locale.value, { style: 'percent' })
  return (
    <li data-foyer="match">
      <p class="match-line">
        <a href={writeRoute({ screen: 'assistant', site, tab: 'answers', entry: faq })}>
          <bdi>{question}</bdi>
        </a>
        <span>{isExact ? t('match.exact') : percent.format(score)}</span>
      </p>
      <div class="score" aria-hidden="true">
        <i style={{ inlineSize: `${(isExact ? 1 : score) * 100}%` }} />
        <b style={{ insetInlineStart: `${threshold.suggest * 100}%` }} />
        <b style={{ insetInlineStart: `${threshold.answer * 100}%` }} />
      </div>
      {why.length > 0 && (
        <ul class="whys" aria-label={t('match.why')}>
          {why
            .filter(({ weight }) => Math.abs(weight) >= least)
            .slice(0, 8)
            .map(({ text, weight }) => (
              <li key={text} class={weight < 0 ? 'is-against' : undefined} data-foyer="why">
                <bdi>{text}</bdi>
                <span>{signed(weight)}</span>
              </li>
            ))}
        </ul>
      )}
    </li>
  )
}

function signed(weight: number): string {
  return new Intl.NumberFormat(locale.value, { style: 'percent', signDisplay: 'exceptZero' }).format(weight)
}

function doesWith(
  [best]: ExplainedMatch[],
  threshold: Threshold,
  ways: ReadonlyMap<Id, number>,
): TryAnswer['does'] {
  if (best === undefined || (!best.isExact && best.score < threshold.suggest)) return 'handOff'
  if (best.isExact) return 'answer'
  return best.score >= threshold.answer && hasWays(best, ways) ? 'answer' : 'suggest'
}

const hasWays = ({ faq }: ExplainedMatch, ways: ReadonlyMap<Id, number>) =>
  (ways.get(faq) ?? waysWanted) >= waysWanted

function reasonOf(
  best: ExplainedMatch | undefined,
  threshold: Threshold,
  ways: ReadonlyMap<Id, number>,
): string {
  const percent = (value: number) => new Intl.NumberFormat(locale.value, { style: 'percent' }).format(value)
  if (best === undefined) return t('try.nothing')
  if (best.isExact) return t('try.exact')
  const values = { score: percent(best.score), answer: percent(threshold.answer) }
  if (best.score >= threshold.answer) {
    return hasWays(best, ways) ? t('try.sure', values) : t('try.fewWays', { n: waysWanted })
  }
  if (best.score >= threshold.suggest) return t('try.unsure', values)
  return t('try.low', { score: values.score, suggest: percent(threshold.suggest) })
}

function wordText({ kind, word }: NonNullable<TryAnswer['word']>): string {
  return t(kind === 'forced' ? 'try.forced' : 'try.soft', { word })
}
