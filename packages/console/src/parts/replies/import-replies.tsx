/** Quick replies from a table (IN-7): one's own, or the site's by whoever may share. */
import '../../styles/assistant.css'
import { useSignal } from '@preact/signals'
import { t } from '../../locale.ts'
import type { ReplySources } from '../../models/reply-sources.ts'
import { Select } from '../field.tsx'
import { ImportDialog } from '../import-dialog.tsx'

export interface ImportRepliesProps {
  sources: ReplySources
  mayShare: boolean
  onClose: () => void
}

export function ImportReplies({ sources, mayShare, onClose }: ImportRepliesProps) {
  const of = useSignal<'agent' | 'site'>('agent')
  return (
    <ImportDialog
      title={t('quick.import')}
      text={t('quick.importText')}
      drop={t('quick.importDrop')}
      accept=".csv,text/csv"
      most={4_000_000}
      columns={{ label: t('quick.importColumns'), names: 'title, text, folder, shortcut' }}
      rowName={t('quick.title')}
      send={async (file) => {
        const answer = await sources.verbs.take(of.peek(), file)
        if (answer.ok) void sources.load()
        return answer
      }}
      onClose={onClose}
    >
      {mayShare && (
        <Select
          label={t('quick.whose')}
          value={of.value}
          hook="quick-import-of"
          options={[
            { value: 'agent', label: t('quick.own') },
            { value: 'site', label: t('quick.ofSite') },
          ]}
          onChange={(value) => {
            of.value = value
          }}
        />
      )}
    </ImportDialog>
  )
}
