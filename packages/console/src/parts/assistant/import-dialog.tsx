/** Brings entries in from a file, and says of each row that was not taken why (AS-1). */
import type { ImportReport } from '@foyer/protocol'
import { formatSize } from '@foyer/widget/text'
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { useConsole } from '../../console.ts'
import { locale, t } from '../../locale.ts'
import type { Assistant } from '../../models/assistant.ts'
import { Dialog } from '../dialog.tsx'
import { FieldNote } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { errorText } from '../words.ts'
import { TableBox } from './table-box.tsx'

/** Bytes that the server takes. */
const most = 2 * 1024 * 1024

export function ImportDialog({ assistant, onClose }: { assistant: Assistant; onClose: () => void }) {
  const { http } = useConsole()
  const picker = useRef<HTMLInputElement>(null)
  const isOver = useSignal(false)
  const isBusy = useSignal(false)
  const error = useSignal<string | null>(null)
  const report = useSignal<{ name: string; value: ImportReport } | null>(null)

  async function take(file: File | undefined) {
    if (file === undefined || isBusy.peek()) return
    const format = /\.json$/i.test(file.name) || file.type === 'application/json' ? 'json' : 'csv'
    error.value = null
    if (file.size > most) {
      error.value = t('import.tooLarge', { size: formatSize(most, locale.value) })
      return
    }
    isBusy.value = true
    const answer = await http.faq.import(assistant.site, format, await file.text())
    isBusy.value = false
    if (!answer.ok) {
      error.value = errorText(answer.error)
      return
    }
    report.value = { name: file.name, value: answer.value }
    void assistant.faq.load()
  }

  return (
    <Dialog title={t('faq.import')} className="wide" hook="import" onClose={onClose}>
      {report.value === null ? (
        <>
          <p class="dialog-text">{t('import.text')}</p>
          <button
            type="button"
            class={isOver.value ? 'drop-field is-over' : 'drop-field'}
            aria-busy={isBusy.value}
            data-foyer="import-pick"
            onClick={() => picker.current?.click()}
            onDragOver={(event) => {
              event.preventDefault()
              isOver.value = true
            }}
            onDragLeave={() => {
              isOver.value = false
            }}
            onDrop={(event) => {
              event.preventDefault()
              isOver.value = false
              void take(event.dataTransfer?.files[0])
            }}
          >
            {isBusy.value ? <span class="spinner" /> : <Icon name="upload" size={20} />}
            <span>{t('import.drop')}</span>
            <small>{t('import.limit', { size: formatSize(most, locale.value) })}</small>
          </button>
          <input
            ref={picker}
            type="file"
            accept=".csv,.json,text/csv,application/json"
            hidden
            data-foyer="import-file"
            onChange={(event) => {
              void take(event.currentTarget.files?.[0])
              event.currentTarget.value = ''
            }}
          />
          <FieldNote error={error.value} />
          <p class="field-hint">
            {t('import.columns')}{' '}
            <code dir="ltr">question, answer, category, locale, published, phrasings</code>
          </p>
        </>
      ) : (
        <Report name={report.value.name} report={report.value.value} />
      )}
      <div class="dialog-ends">
        {report.value !== null && (
          <button
            type="button"
            class="button"
            onClick={() => {
              report.value = null
            }}
          >
            {t('import.another')}
          </button>
        )}
        <button
          type="button"
          class={report.value === null ? 'button' : 'button primary'}
          data-foyer="import-close"
          onClick={onClose}
        >
          {t('close.dialog')}
        </button>
      </div>
    </Dialog>
  )
}

function Report({ name, report }: { name: string; report: ImportReport }) {
  const { created, changed, same, skipped } = report
  return (
    <div class="import-report" data-foyer="import-report">
      <p class="dialog-text" role="status">
        <bdi>{name}</bdi>
      </p>
      <dl class="counts">
        <Count n={created} label={t('import.created')} />
        <Count n={changed} label={t('import.changed')} />
        <Count n={same} label={t('import.same')} />
        <Count n={skipped.length} label={t('import.skipped')} isBad={skipped.length > 0} />
      </dl>
      {skipped.length > 0 && (
        <TableBox label={t('import.skipped')}>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{t('import.row')}</th>
                <th scope="col">{t('faq.question')}</th>
                <th scope="col">{t('import.why')}</th>
              </tr>
            </thead>
            <tbody>
              {skipped.map(({ row, question, reason }) => (
                <tr key={row}>
                  <td>{row}</td>
                  <td dir="auto">{question}</td>
                  <td dir="auto">{reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableBox>
      )}
    </div>
  )
}

function Count({ n, label, isBad = false }: { n: number; label: string; isBad?: boolean }) {
  return (
    <div class={isBad ? 'is-bad' : undefined}>
      <dt>{label}</dt>
      <dd>{new Intl.NumberFormat(locale.value).format(n)}</dd>
    </div>
  )
}
