/** Questions and answers: the entries by category at the start, one to edit beside them; on a phone one at a time. */
import '../../styles/answers.css'
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { useConsole } from '../../console.ts'
import { t } from '../../locale.ts'
import type { Assistant } from '../../models/assistant.ts'
import { Dialog } from '../dialog.tsx'
import { Icon } from '../icon.tsx'
import { ImportDialog } from '../import-dialog.tsx'
import { EntryEditor } from './entry-editor.tsx'
import { type AnswersDialog, EntryList } from './entry-list.tsx'
import { Failed, Waiting } from './states.tsx'
import { Templates } from './templates.tsx'

export function Answers({ assistant }: { assistant: Assistant }) {
  const { route, go, http } = useConsole()
  const { faq, site } = assistant
  const dialog = useSignal<AnswersDialog | null>(null)
  const at = route.value
  const chosen = at.screen === 'assistant' ? at.entry : null
  const held = faq.entries.value
  const open = (entry: string | null) => go({ screen: 'assistant', site, tab: 'answers', entry })
  const entries = held.state === 'ready' ? held.value : []
  const found = entries.find(({ id }) => id === chosen) ?? null
  // What a colleague deletes while it is edited stays until one leaves it: what was typed can be copied.
  const edited = useRef(found)
  if (found !== null || edited.current?.id !== chosen) edited.current = found
  const entry = edited.current
  const isEditing = chosen === 'new' || entry !== null
  const close = () => {
    dialog.value = null
  }
  // An entry that is gone, or was never there, is not waited for.
  useEffect(() => {
    if (held.state === 'ready' && chosen !== null && !isEditing) open(null)
  }, [held.state, chosen, isEditing])

  return (
    <div class="answers">
      <EntryList
        assistant={assistant}
        chosen={chosen}
        onOpen={open}
        onDialog={(which) => {
          dialog.value = which
        }}
      />
      <section class="page-main" aria-label={t('faq.entry')}>
        {isEditing && held.state === 'ready' ? (
          <EntryEditor
            key={`${site} ${entry?.id ?? 'new'}`}
            assistant={assistant}
            entry={entry}
            onOpen={open}
          />
        ) : held.state === 'loading' ? (
          <Waiting />
        ) : held.state === 'failed' ? (
          <Failed title={t('faq.failed')} error={held.error} onRetry={() => void faq.load()} />
        ) : entries.length === 0 ? (
          <div class="faq-start" data-foyer="faq-empty">
            <span class="empty-art">
              <Icon name="faq" size={22} />
            </span>
            <h2>{t('faq.empty')}</h2>
            <p>{t('faq.emptyHint')}</p>
            <Templates assistant={assistant} onDone={open} />
            <div class="faq-start-others">
              <button type="button" class="button" data-foyer="faq-new-own" onClick={() => open('new')}>
                <Icon name="plus" size={15} />
                {t('faq.own')}
              </button>
              <button
                type="button"
                class="button"
                onClick={() => {
                  dialog.value = 'import'
                }}
              >
                <Icon name="upload" size={15} />
                {t('faq.import')}
              </button>
            </div>
          </div>
        ) : (
          <div class="empty">
            <span class="empty-art">
              <Icon name="faq" size={22} />
            </span>
            <h2>{t('faq.choose')}</h2>
            <p>{t('faq.chooseHint')}</p>
          </div>
        )}
      </section>
      {dialog.value === 'import' && (
        <ImportDialog
          title={t('faq.import')}
          text={t('import.text')}
          drop={t('import.drop')}
          accept=".csv,.json,text/csv,application/json"
          most={2 * 1024 * 1024}
          columns={{
            label: t('import.columns'),
            names: 'question, answer, category, locale, published, phrasings',
          }}
          rowName={t('faq.question')}
          send={async (file) => {
            const format = /\.json$/i.test(file.name) || file.type === 'application/json' ? 'json' : 'csv'
            const answer = await http.faq.import(assistant.site, format, file)
            if (answer.ok) void assistant.faq.load()
            return answer
          }}
          onClose={close}
        />
      )}
      {dialog.value === 'templates' && (
        <Dialog title={t('template.title')} className="wide" hook="templates" onClose={close}>
          <Templates
            assistant={assistant}
            onDone={(id) => {
              close()
              open(id)
            }}
          />
        </Dialog>
      )}
    </div>
  )
}
