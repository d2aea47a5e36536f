/** The site's own past questions in the three bands, sorted anew with every move of the threshold. */
import type { Id, Threshold } from '@foyer/protocol'
import { toPlain } from '@foyer/widget/text'
import { useSignal } from '@preact/signals'
import { locale, type MessageKey, t } from '../../locale.ts'
import { type Does, type PastQuestion, sortedInto } from '../../models/answering.ts'
import { writeRoute } from '../../models/route.ts'
import { Icon } from '../icon.tsx'
import { Nothing } from './states.tsx'

interface PastQuestionsProps {
  questions: PastQuestion[]
  threshold: Threshold
  ways: ReadonlyMap<Id, number>
  site: string
}

const bands: { does: Does; name: MessageKey; hint: MessageKey }[] = [
  { does: 'answer', name: 'band.answer', hint: 'band.answerHint' },
  { does: 'suggest', name: 'band.suggest', hint: 'band.suggestHint' },
  { does: 'handOff', name: 'band.handOff', hint: 'band.handOffHint' },
]

/** Lines of a band that are drawn at first: sorting goes on at every move of a thumb. */
const page = 25

export function PastQuestions({ questions, threshold, ways, site }: PastQuestionsProps) {
  if (questions.length === 0) {
    return <Nothing icon="clock" title={t('past.none')} text={t('past.noneHint')} hook="past-none" />
  }
  const sorted = sortedInto(questions, threshold, ways)
  return (
    <div class="bands" data-foyer="past">
      {bands.map(({ does, name, hint }) => (
        <Band
          key={does}
          does={does}
          name={t(name)}
          hint={t(hint)}
          share={sorted[does].length / questions.length}
          questions={sorted[does]}
          site={site}
        />
      ))}
    </div>
  )
}

interface BandProps {
  does: Does
  name: string
  hint: string
  share: number
  questions: PastQuestion[]
  site: string
}

function Band({ does, name, hint, share, questions, site }: BandProps) {
  const shown = useSignal(page)
  const percent = new Intl.NumberFormat(locale.value, { style: 'percent' })
  // The doubtful ones first: nearest to the line that one is moving.
  const lines = questions.toSorted((one, other) =>
    does === 'handOff' ? scoreOf(other) - scoreOf(one) : scoreOf(one) - scoreOf(other),
  )
  return (
    <section class={`band is-${does}`} aria-label={name}>
      <header>
        <h3>{name}</h3>
        <p class="band-share">
          <strong data-foyer={`band-${does}`}>
            {new Intl.NumberFormat(locale.value).format(questions.length)}
          </strong>
          <span>{percent.format(share)}</span>
        </p>
        <p class="field-hint">{hint}</p>
      </header>
      <ul>
        {lines.slice(0, shown.value).map((question) => (
          <li key={`${question.conversation} ${question.seq}`} data-foyer="past-question">
            <p dir="auto">{toPlain(question.text)}</p>
            {question.best !== undefined && (
              <p class="past-best">
                <a
                  dir="auto"
                  href={writeRoute({
                    screen: 'assistant',
                    site,
                    tab: 'answers',
                    entry: question.best.faq,
                  })}
                >
                  {question.best.question}
                </a>
                <span>{question.best.isExact ? t('match.exact') : percent.format(question.best.score)}</span>
              </p>
            )}
            {question.helpful === false && (
              <span class="chip note">
                <Icon name="warning" size={12} />
                {t('past.notHelpful')}
              </span>
            )}
          </li>
        ))}
      </ul>
      {lines.length > shown.value && (
        <button
          type="button"
          class="button quiet"
          onClick={() => {
            shown.value += page * 4
          }}
        >
          {t('past.more', { n: lines.length - shown.value })}
        </button>
      )}
    </section>
  )
}

function scoreOf({ best }: PastQuestion): number {
  return best === undefined ? 0 : best.isExact ? 1 : best.score
}
