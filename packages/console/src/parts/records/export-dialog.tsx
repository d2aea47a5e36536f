/** What leaves, and in which form; the browser then takes the file as it is written. */
import type { ExportWhat, RecordFilter } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { useConsole } from '../../console.ts'
import { t } from '../../locale.ts'
import { queryOf } from '../../models/records.ts'
import { Dialog } from '../dialog.tsx'
import { Segments, Switch } from '../field.tsx'

interface Props {
  site: string
  filter: RecordFilter
  onClose: () => void
}

export function ExportDialog({ site, filter, onClose }: Props) {
  const { http } = useConsole()
  const what = useSignal<ExportWhat>('conversations')
  const format = useSignal<'csv' | 'json'>('csv')
  const notes = useSignal(false)
  const mark = useSignal(true)
  const query = new URLSearchParams(queryOf(filter))
  query.set('what', what.value)
  query.set('format', format.value)
  if (notes.value && what.value !== 'conversations') query.set('notes', '1')
  if (mark.value && format.value === 'csv') query.set('mark', '1')
  return (
    <Dialog title={t('export.title')} hook="export" onClose={onClose}>
      <div class="export-fields">
        <Segments<ExportWhat>
          label={t('export.what')}
          value={what.value}
          options={[
            { value: 'conversations', label: t('export.conversations') },
            { value: 'messages', label: t('export.messages') },
            { value: 'both', label: t('export.both') },
          ]}
          hook="export-what"
          onChange={(value) => {
            what.value = value
          }}
        />
        <Segments<'csv' | 'json'>
          label={t('export.format')}
          value={format.value}
          options={[
            { value: 'csv', label: 'CSV' },
            { value: 'json', label: 'JSON' },
          ]}
          hook="export-format"
          onChange={(value) => {
            format.value = value
          }}
        />
        {what.value !== 'conversations' && (
          <Switch
            label={t('export.notes')}
            hint={t('export.notesHint')}
            isOn={notes.value}
            hook="export-notes"
            onChange={(isOn) => {
              notes.value = isOn
            }}
          />
        )}
        {format.value === 'csv' && (
          <Switch
            label={t('export.mark')}
            hint={t('export.markHint')}
            isOn={mark.value}
            hook="export-mark"
            onChange={(isOn) => {
              mark.value = isOn
            }}
          />
        )}
        <p class="field-hint">{t('export.hint')}</p>
      </div>
      <div class="dialog-ends">
        <button type="button" class="button" onClick={onClose}>
          {t('cancel')}
        </button>
        <a
          class="button primary"
          href={http.records.exportUrl(site, query.toString())}
          download
          data-foyer="export-go"
          onClick={() => setTimeout(onClose)}
        >
          {t('export.go')}
        </a>
      </div>
    </Dialog>
  )
}
