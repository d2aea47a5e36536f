/** What the assistant did (AS-15): shares with their definitions, day by day, and entry by entry. */
import '../../styles/figures.css'
import type { AssistantFigures } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { locale, t } from '../../locale.ts'
import type { Assistant } from '../../models/assistant.ts'
import { countsOf } from '../../models/figures.ts'
import { writeRoute } from '../../models/route.ts'
import { DaysPlot } from './days-plot.tsx'
import { Failed, Nothing, Waiting } from './states.tsx'
import { TableBox } from './table-box.tsx'

const ranges = ['7', '30', '90'] as const

export function Figures({ assistant }: { assistant: Assistant }) {
  const days = useSignal<(typeof ranges)[number]>('30')
  const { figures } = assistant
  const held = figures.value.value
  useEffect(() => void figures.load(Number(days.value)), [assistant, days.value])
  return (
    <div class="assistant-body" data-foyer="figures">
      <div class="figures">
        <div class="segments" role="radiogroup" aria-label={t('figures.range')}>
          {ranges.map((range) => (
            <label key={range}>
              <input
                type="radio"
                name="figures-range"
                checked={range === days.value}
                data-foyer={`range-${range}`}
                onChange={() => {
                  days.value = range
                }}
              />
              {t('figures.days', { n: Number(range) })}
            </label>
          ))}
        </div>
        {held.state === 'loading' ? (
          <Waiting />
        ) : held.state === 'failed' ? (
          <Failed
            title={t('figures.failed')}
            error={held.error}
            onRetry={() => void figures.load(Number(days.value))}
          />
        ) : held.value.asked === 0 ? (
          <Nothing icon="chart" title={t('figures.none')} text={t('figures.noneHint')} hook="figures-none" />
        ) : (
          <Shown figures={held.value} site={assistant.site} />
        )}
      </div>
    </div>
  )
}

function Shown({ figures, site }: { figures: AssistantFigures; site: string }) {
  const number = new Intl.NumberFormat(locale.value)
  const percent = new Intl.NumberFormat(locale.value, { style: 'percent' })
  const { asked, entries } = figures
  const counts = countsOf(figures)
  const share = (count: number, of: number) => (of === 0 ? '–' : percent.format(count / of))
  return (
    <>
      <dl class="tiles">
        <Tile name={t('figures.asked')} value={number.format(asked)} what={t('figures.askedWhat')} />
        <Tile
          name={t('figures.answered')}
          value={share(counts.answered, asked)}
          count={number.format(counts.answered)}
          part={counts.answered / asked}
          tone="answer"
          what={t('figures.answeredWhat')}
        />
        <Tile
          name={t('figures.suggested')}
          value={share(counts.suggested, asked)}
          count={number.format(counts.suggested)}
          part={counts.suggested / asked}
          tone="suggest"
          what={t('figures.suggestedWhat')}
        />
        <Tile
          name={t('figures.handedOver')}
          value={share(counts.handedOver, asked)}
          count={number.format(counts.handedOver)}
          part={counts.handedOver / asked}
          tone="handOff"
          what={t('figures.handedOverWhat')}
        />
        <Tile
          name={t('figures.notHelpful')}
          value={share(counts.notHelpful, counts.rated)}
          count={
            counts.rated === 0
              ? t('figures.noneRated')
              : t('figures.ofRated', { n: counts.rated, count: counts.notHelpful })
          }
          part={counts.rated === 0 ? 0 : counts.notHelpful / counts.rated}
          tone="bad"
          what={t('figures.notHelpfulWhat')}
        />
      </dl>
      <div class="figure">
        <h2>{t('figures.byDay')}</h2>
        <DaysPlot figures={figures} />
        <p class="field-hint">{t('figures.byDayWhat')}</p>
      </div>
      <div class="figure">
        <h2>{t('figures.byEntry')}</h2>
        {entries.length === 0 ? (
          <p class="field-hint">{t('figures.noEntries')}</p>
        ) : (
          <TableBox label={t('figures.byEntry')}>
            <table class="table is-figures">
              <thead>
                <tr>
                  <th scope="col">{t('figures.entry')}</th>
                  <th scope="col">{t('figures.entryAnswered')}</th>
                  <th scope="col">{t('figures.entryHelpful')}</th>
                  <th scope="col">{t('figures.entryNotHelpful')}</th>
                  <th scope="col">{t('figures.entryRepeated')}</th>
                </tr>
              </thead>
              <tbody>
                {entries.map((entry) => (
                  <tr key={entry.faq} data-foyer="figure-entry">
                    <th scope="row">
                      <a href={writeRoute({ screen: 'assistant', site, tab: 'answers', entry: entry.faq })}>
                        <bdi>{entry.question}</bdi>
                      </a>
                    </th>
                    <td>{number.format(entry.answered)}</td>
                    <td>{number.format(entry.helpful)}</td>
                    <td class={entry.notHelpful > entry.helpful ? 'is-bad' : undefined}>
                      {number.format(entry.notHelpful)}
                    </td>
                    <td>{number.format(entry.repeated)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableBox>
        )}
        <p class="field-hint">{t('figures.byEntryWhat')}</p>
      </div>
    </>
  )
}

interface TileProps {
  name: string
  value: string
  what: string
  count?: string
  part?: number
  tone?: 'answer' | 'suggest' | 'handOff' | 'bad'
}

function Tile({ name, value, what, count, part, tone }: TileProps) {
  return (
    <div class="tile" data-foyer="tile">
      <dt>{name}</dt>
      <dd>
        <strong>{value}</strong>
        {count !== undefined && <span>{count}</span>}
      </dd>
      <dd class="tile-what">
        {part !== undefined && (
          <span class={`tile-bar is-${tone}`} aria-hidden="true">
            <i style={{ inlineSize: `${part * 100}%` }} />
          </span>
        )}
        {what}
      </dd>
    </div>
  )
}
