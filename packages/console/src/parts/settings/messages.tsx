/** Receipts, quoting, editing and uploads: what messages can do on this site. */
import { limits } from '@foyer/protocol'
import { locale, t } from '../../locale.ts'
import { spanText } from '../../models/time.ts'
import { Field, Select, Switch } from '../field.tsx'
import { MediaFields } from './media.tsx'
import type { SectionProps } from './section.ts'
import { useTypedList } from './typed-list.ts'

const minute = 60_000
const megabyte = 1024 * 1024
const windows = [0, 1, 5, 15, 60, 1440]

export function MessagesSection({ settings, set, faultAt = () => null }: SectionProps) {
  const { receipts, quoting, upload, editWindow } = settings
  const most = Math.floor(limits.file / megabyte)
  return (
    <div class="settings-fields">
      <fieldset>
        <legend>{t('messages.receipts')}</legend>
        <Switch
          label={t('messages.receiptsToVisitor')}
          isOn={receipts.toVisitor}
          hook="receipts-visitor"
          onChange={(toVisitor) => set({ receipts: { ...receipts, toVisitor } })}
        />
        <Switch
          label={t('messages.receiptsToAgent')}
          isOn={receipts.toAgent}
          hook="receipts-agent"
          onChange={(toAgent) => set({ receipts: { ...receipts, toAgent } })}
        />
      </fieldset>
      <fieldset>
        <legend>{t('messages.quoting')}</legend>
        <Switch
          label={t('messages.quotingVisitor')}
          isOn={quoting.visitor}
          hook="quoting-visitor"
          onChange={(visitor) => set({ quoting: { ...quoting, visitor } })}
        />
        <Switch
          label={t('messages.quotingAgent')}
          isOn={quoting.agent}
          hook="quoting-agent"
          onChange={(agent) => set({ quoting: { ...quoting, agent } })}
        />
      </fieldset>
      <fieldset>
        <legend>{t('messages.editing')}</legend>
        <div class="field-pair">
          <Select
            label={t('messages.editAgent')}
            value={String(editWindow.agent)}
            options={optionsWith(editWindow.agent)}
            hook="edit-agent"
            onChange={(value) => set({ editWindow: { ...editWindow, agent: Number(value) } })}
          />
          <Select
            label={t('messages.editVisitor')}
            value={String(editWindow.visitor)}
            options={optionsWith(editWindow.visitor)}
            hint={t('messages.visitorEditHint')}
            hook="edit-visitor"
            onChange={(value) => set({ editWindow: { ...editWindow, visitor: Number(value) } })}
          />
        </div>
      </fieldset>
      <fieldset>
        <legend>{t('messages.files')}</legend>
        <Field
          label={t('messages.fileSize')}
          type="number"
          min={1}
          max={most}
          hint={t('messages.fileSizeHint', { n: most })}
          value={String(Math.max(1, Math.round(upload.bytes / megabyte)))}
          hook="upload-size"
          onInput={(typed) => {
            const size = Math.round(Number(typed))
            if (size >= 1) set({ upload: { ...upload, bytes: Math.min(size, most) * megabyte } })
          }}
        />
        <FileTypes
          types={upload.types}
          error={faultAt('/upload/types')}
          onChange={(types) => set({ upload: { ...upload, types } })}
        />
      </fieldset>
      <MediaFields settings={settings} set={set} />
    </div>
  )
}

interface FileTypesProps {
  types: string[]
  error: string | null
  onChange: (types: string[]) => void
}

function FileTypes({ types, error, onChange }: FileTypesProps) {
  const typed = useTypedList({ list: types, write: (list) => list.join(', '), read: typesOf, onChange })
  return (
    <Field
      label={t('messages.fileTypes')}
      dir="ltr"
      hint={t('messages.fileTypesHint')}
      placeholder="image/*, application/pdf"
      error={error}
      hook="upload-types"
      {...typed}
    />
  )
}

function typesOf(text: string): string[] {
  return text.split(/[\s,،、]+/).filter((type) => type !== '')
}

function optionsWith(held: number): { value: string; label: string }[] {
  const times = [...new Set([...windows.map((minutes) => minutes * minute), held])].sort(
    (one, two) => one - two,
  )
  return times.map((time) => ({
    value: String(time),
    label: time === 0 ? t('messages.never') : t('messages.for', { time: spanText(time, locale.value) }),
  }))
}
