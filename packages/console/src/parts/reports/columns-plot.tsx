/** One series as columns, drawn by us; what a column stands for is said above it, and a table says the same. */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { locale, t } from '../../locale.ts'
import { niceTop } from '../../models/figures.ts'
import { TableBox } from '../assistant/table-box.tsx'

export interface Column {
  key: string
  short: string
  long: string
  value: number
}

/** Pixels; the width is what there is. */
const height = 170
const foot = 20
const side = 28

export function ColumnsPlot({ label, of, columns }: { label: string; of: string; columns: Column[] }) {
  const box = useRef<HTMLDivElement>(null)
  const size = useSignal(720)
  const at = useSignal<number | null>(null)
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const observer = new ResizeObserver(() => {
      size.value = Math.max(240, Math.floor(element.clientWidth))
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const width = size.value
  const number = new Intl.NumberFormat(locale.value)
  const top = niceTop(Math.max(0, ...columns.map(({ value }) => value)))
  const step = (width - side) / Math.max(1, columns.length)
  const bar = Math.max(1.5, Math.min(26, step * 0.68))
  const y = (value: number) => (1 - value / top) * (height - foot - 8) + 8
  const isRtl = document.documentElement.dir === 'rtl'
  // Drawn from the right where one reads from there; SVG knows no start and end.
  const x = (index: number) => side + (isRtl ? columns.length - 1 - index : index) * step + (step - bar) / 2
  const every = Math.ceil(columns.length / Math.max(2, Math.floor(width / 74)))
  const shown = at.value === null ? undefined : columns[at.value]
  const sum = columns.reduce((all, { value }) => all + value, 0)
  return (
    <div class="plot" ref={box}>
      <p class="plot-legend" aria-hidden="true">
        {shown === undefined ? (
          <span>
            {of}: {number.format(sum)}
          </span>
        ) : (
          <span>
            <strong>{shown.long}</strong> {number.format(shown.value)}
          </span>
        )}
      </p>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${label}. ${of}: ${number.format(sum)}`}
        onPointerLeave={() => {
          at.value = null
        }}
      >
        {[0, top / 2, top].map((value) => (
          <g key={value} class="plot-line">
            <line x1={side} x2={width} y1={y(value)} y2={y(value)} />
            <text x={side - 6} y={y(value) + 3.5} text-anchor="end" direction="ltr">
              {new Intl.NumberFormat(locale.value, { notation: 'compact' }).format(value)}
            </text>
          </g>
        ))}
        {columns.map((column, index) => (
          <g
            key={column.key}
            class={index === at.value ? 'plot-column is-here' : 'plot-column'}
            onPointerEnter={() => {
              at.value = index
            }}
          >
            <rect
              class="plot-hit"
              x={x(index) - (step - bar) / 2}
              y={0}
              width={step}
              height={height - foot}
            />
            <rect
              class="plot-bar"
              x={x(index)}
              y={y(column.value)}
              width={bar}
              height={Math.max(0, y(0) - y(column.value))}
              rx={Math.min(2, bar / 2)}
            />
            {index % every === 0 && (
              <text x={x(index) + bar / 2} y={height - 4} text-anchor="middle">
                {column.short}
              </text>
            )}
          </g>
        ))}
      </svg>
      <details class="plot-table">
        <summary>{t('report.asTable')}</summary>
        <TableBox label={label}>
          <table class="table is-figures">
            <thead>
              <tr>
                <th scope="col">{label}</th>
                <th scope="col">{of}</th>
              </tr>
            </thead>
            <tbody>
              {columns.map(({ key, long, value }) => (
                <tr key={key}>
                  <th scope="row">{long}</th>
                  <td>{number.format(value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableBox>
      </details>
    </div>
  )
}
