/** Brings rows in from a file, and says of each that was not taken why (AS-1, IN-7). Wants the assistant's words. */
import type { ImportReport } from '@foyer/protocol'
import { formatSize } from '@foyer/widget/text'
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { locale, t } from '../locale.ts'
import type { Result } from '../models/http.ts'
import { TableBox } from './assistant/table-box.tsx'
import { Dialog } from './dialog.tsx'
import { FieldNote } from './field.tsx'
import { Icon } from './icon.tsx'
import { errorText } from './words.ts'

interface ImportDialogProps {
  title: string
  text: string
  /** Above the field for the file, where there is something to choose. */
  children?: ComponentChildren
  drop: string
  /** What the picker offers. */
  accept: string
  /** Bytes that the server takes. */
  most: number
  columns: { label: string; names: string }
  /** What a row is called by. */
  rowName: string
  send: (file: File) => Promise<Result<ImportReport>>
  onClose: () => void
}

export function ImportDialog(props: ImportDialogProps) {
  const { title, text, children, drop, accept, most, columns, rowName, send, onClose } = props
  const picker = useRef<HTMLInputElement>(null)
  const isOver = useSignal(false)
  const isBusy = useSignal(false)
  const error = useSignal<string | null>(null)
  const report = useSignal<{ name: string; value: ImportReport } | null>(null)

  async function take(file: File | undefined) {
    if (file === undefined || isBusy.peek()) return
    error.value = null
    if (file.size > most) {
      error.value = t('import.tooLarge', { size: formatSize(most, locale.value) })
      return
    }
    isBusy.value = true
    const answer = await send(file)
    isBusy.value = false
    if (answer.ok) report.value = { name: file.name, value: answer.value }
    else error.value = errorText(answer.error)
  }

  return (
    <Dialog title={title} className="wide" hook="import" onClose={onClose}>
      {report.value === null ? (
        <>
          <p class="dialog-text">{text}</p>
          {children}
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
            <span>{drop}</span>
            <small>{t('import.limit', { size: formatSize(most, locale.value) })}</small>
          </button>
          <input
            ref={picker}
            type="file"
            accept={accept}
            hidden
            data-foyer="import-file"
            onChange={(event) => {
              void take(event.currentTarget.files?.[0])
              event.currentTarget.value = ''
            }}
          />
          <FieldNote error={error.value} />
          <p class="field-hint">
            {columns.label} <code dir="ltr">{columns.names}</code>
          </p>
        </>
      ) : (
        <Report name={report.value.name} report={report.value.value} rowName={rowName} />
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

function Report({ name, report, rowName }: { name: string; report: ImportReport; rowName: string }) {
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
                <th scope="col">{rowName}</th>
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
