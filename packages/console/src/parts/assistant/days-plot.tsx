/** Questions a day as columns: all of them, and in front those that were answered. A table says the same. */
import type { AssistantFigures } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { locale, t } from '../../locale.ts'
import { niceTop } from '../../models/figures.ts'
import { TableBox } from './table-box.tsx'

/** Pixels; the width is what there is. */
const height = 170
const foot = 20
const side = 28

export function DaysPlot({ figures }: { figures: AssistantFigures }) {
  const { days } = figures
  const box = useRef<HTMLDivElement>(null)
  const size = useSignal(720)
  const width = size.value
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const observer = new ResizeObserver(() => {
      size.value = Math.max(240, Math.floor(element.clientWidth))
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const at = useSignal<number | null>(null)
  const top = niceTop(Math.max(...days.map(({ asked }) => asked)))
  const step = (width - side) / days.length
  const bar = Math.max(2, Math.min(26, step * 0.68))
  const y = (count: number) => (1 - count / top) * (height - foot - 8) + 8
  const shown = at.value === null ? undefined : days[at.value]
  const isRtl = document.documentElement.dir === 'rtl'
  // Drawn from the right where one reads from there; SVG knows no start and end.
  const x = (column: number) => side + (isRtl ? days.length - 1 - column : column) * step + (step - bar) / 2
  const every = Math.ceil(days.length / Math.max(2, Math.floor(width / 90)))
  return (
    <div class="plot" ref={box}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={t('figures.plot', { n: figures.asked })}
        onPointerLeave={() => {
          at.value = null
        }}
      >
        {[0, top / 2, top].map((count) => (
          <g key={count} class="plot-line">
            <line x1={side} x2={width} y1={y(count)} y2={y(count)} />
            <text x={side - 6} y={y(count) + 3.5} text-anchor="end" direction="ltr">
              {new Intl.NumberFormat(locale.value, { notation: 'compact' }).format(count)}
            </text>
          </g>
        ))}
        {days.map((day, column) => (
          <g
            key={day.day}
            class={column === at.value ? 'plot-day is-here' : 'plot-day'}
            onPointerEnter={() => {
              at.value = column
            }}
          >
            <rect
              class="plot-hit"
              x={x(column) - (step - bar) / 2}
              y={0}
              width={step}
              height={height - foot}
            />
            <rect class="plot-asked" x={x(column)} width={bar} rx={2} {...heightOf(day.asked, y)} />
            <rect class="plot-answered" x={x(column)} width={bar} rx={2} {...heightOf(day.answered, y)} />
            {column % every === 0 && (
              <text x={x(column) + bar / 2} y={height - 4} text-anchor="middle">
                {dayName(day.day, 'short')}
              </text>
            )}
          </g>
        ))}
      </svg>
      <p class="plot-legend" aria-hidden="true">
        {shown === undefined ? (
          <>
            <span class="key-asked">{t('figures.asked')}</span>
            <span class="key-answered">{t('figures.answered')}</span>
          </>
        ) : (
          <>
            <strong>{dayName(shown.day, 'long')}</strong>
            <span class="key-asked">{t('figures.dayAsked', { n: shown.asked })}</span>
            <span class="key-answered">{t('figures.dayAnswered', { n: shown.answered })}</span>
            <span>{t('figures.dayHandedOver', { n: shown.handedOff })}</span>
          </>
        )}
      </p>
      <details class="plot-table">
        <summary>{t('figures.asTable')}</summary>
        <TableBox label={t('figures.byDay')}>
          <table class="table is-figures">
            <thead>
              <tr>
                <th scope="col">{t('figures.day')}</th>
                <th scope="col">{t('figures.asked')}</th>
                <th scope="col">{t('figures.answered')}</th>
                <th scope="col">{t('figures.handedOver')}</th>
              </tr>
            </thead>
            <tbody>
              {days.map((day) => (
                <DayRow key={day.day} day={day} />
              ))}
            </tbody>
          </table>
        </TableBox>
      </details>
    </div>
  )
}

function DayRow({ day }: { day: AssistantFigures['days'][number] }) {
  const number = new Intl.NumberFormat(locale.value)
  return (
    <tr>
      <th scope="row">{dayName(day.day, 'long')}</th>
      <td>{number.format(day.asked)}</td>
      <td>{number.format(day.answered)}</td>
      <td>{number.format(day.handedOff)}</td>
    </tr>
  )
}

function heightOf(count: number, y: (count: number) => number) {
  return { y: y(count), height: Math.max(0, y(0) - y(count)) }
}

/** A calendar day, the same wherever one looks from. */
function dayName(day: string, how: 'short' | 'long'): string {
  return new Intl.DateTimeFormat(locale.value, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    ...(how === 'long' ? { weekday: 'short' } : {}),
  }).format(Date.parse(`${day}T00:00:00Z`))
}
