/** Two thumbs on one track, below what would be answered, offered or handed over at each score. */
import type { Id, Threshold } from '@foyer/protocol'
import { locale, t } from '../../locale.ts'
import { doesAt, type PastQuestion, withThreshold } from '../../models/answering.ts'

interface ThresholdSliderProps {
  threshold: Threshold
  questions: PastQuestion[]
  ways: ReadonlyMap<Id, number>
  onChange: (threshold: Threshold) => void
}

const bins = 25

export function ThresholdSlider({ threshold, questions, ways, onChange }: ThresholdSliderProps) {
  const columns = countByScore(questions, threshold, ways)
  const highest = Math.max(1, ...columns.map(({ all }) => all))
  const percent = new Intl.NumberFormat(locale.value, { style: 'percent' })
  const { answer, suggest } = threshold
  return (
    <div class="threshold-slider">
      <div class="score-columns" aria-hidden="true">
        {columns.map((column, at) => (
          <i key={at} style={{ blockSize: `${(column.all / highest) * 100}%` }}>
            {(['answer', 'suggest', 'handOff'] as const).map((does) => (
              <b key={does} class={`is-${does}`} style={{ flexGrow: column[does] }} />
            ))}
          </i>
        ))}
      </div>
      <div class="threshold-track">
        <div class="threshold-bands" aria-hidden="true">
          <i class="is-handOff" style={{ flexGrow: suggest }} />
          <i class="is-suggest" style={{ flexGrow: answer - suggest }} />
          <i class="is-answer" style={{ flexGrow: 1 - answer }} />
        </div>
        {(['suggest', 'answer'] as const).map((name) => (
          <input
            key={name}
            type="range"
            class={`threshold-thumb is-${name}`}
            min={0}
            max={1}
            step={0.01}
            value={threshold[name]}
            aria-label={t(name === 'answer' ? 'threshold.answer' : 'threshold.suggest')}
            aria-valuetext={percent.format(threshold[name])}
            data-foyer={`threshold-${name}`}
            onInput={(event) =>
              onChange(withThreshold(threshold, { [name]: Number(event.currentTarget.value) }))
            }
          />
        ))}
      </div>
      <div class="threshold-ends">
        <span>{t('threshold.from', { value: percent.format(suggest), name: t('threshold.suggest') })}</span>
        <span>{t('threshold.from', { value: percent.format(answer), name: t('threshold.answer') })}</span>
      </div>
    </div>
  )
}

type Column = Record<'all' | 'answer' | 'suggest' | 'handOff', number>

function countByScore(
  questions: PastQuestion[],
  threshold: Threshold,
  ways: ReadonlyMap<Id, number>,
): Column[] {
  const columns = Array.from({ length: bins }, (): Column => ({ all: 0, answer: 0, suggest: 0, handOff: 0 }))
  for (const question of questions) {
    const score = question.best?.isExact ? 1 : (question.best?.score ?? 0)
    const column = columns[Math.min(bins - 1, Math.floor(score * bins))]
    if (column === undefined) continue
    column.all++
    column[doesAt(question, threshold, ways)]++
  }
  return columns
}
