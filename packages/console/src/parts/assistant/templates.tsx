/** Entries to begin with (AS-1): chosen from a list, added as drafts, then made one's own. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useConsole } from '../../console.ts'
import { locale, t } from '../../locale.ts'
import type { Assistant } from '../../models/assistant.ts'
import { isError } from '../../models/faq.ts'
import { Icon } from '../icon.tsx'
import { Text } from '../text.tsx'
import { errorText } from '../words.ts'
import { Failed, Waiting } from './states.tsx'

export function Templates({ assistant, onDone }: { assistant: Assistant; onDone: (entry: string) => void }) {
  const { notices, sites } = useConsole()
  const { faq, site, templates } = assistant
  const chosen = useSignal<ReadonlySet<string>>(new Set())
  const isBusy = useSignal(false)
  const settings = sites.known(site)
  const tag = settings?.locale ?? locale.value
  const held = templates.value.value
  const entries = faq.entries.value
  const known = new Set(entries.state === 'ready' ? entries.value.map(({ question }) => question) : [])

  useEffect(() => void templates.need(tag), [tag])

  if (held.state === 'loading') return <Waiting />
  if (held.state === 'failed')
    return <Failed title={t('template.failed')} error={held.error} onRetry={() => void templates.load(tag)} />

  const all = held.value.templates
  const left = all.filter(({ question }) => !known.has(question))
  const picked = left.filter(({ question }) => chosen.value.has(question))

  function toggle(question: string) {
    const next = new Set(chosen.peek())
    if (!next.delete(question)) next.add(question)
    chosen.value = next
  }

  async function add() {
    if (isBusy.peek()) return
    isBusy.value = true
    let first: string | null = null
    for (const template of picked) {
      const made = await faq.create({ ...template, published: false })
      if (isError(made)) {
        // What was added stays, and is not offered any more; the rest is still chosen.
        notices.tell(errorText(made), 'danger')
        isBusy.value = false
        return
      }
      first ??= made.id
      chosen.value = new Set([...chosen.peek()].filter((question) => question !== template.question))
    }
    isBusy.value = false
    notices.tell(t('template.added', { n: picked.length }))
    if (first !== null) onDone(first)
  }

  if (left.length === 0) return <p class="field-hint">{t('template.allThere')}</p>
  return (
    <div class="templates">
      <p class="field-hint">{t('template.hint')}</p>
      <ul>
        {left.map(({ question, category, phrasings, answer }) => (
          <li key={question}>
            <label class="template">
              <input
                type="checkbox"
                checked={chosen.value.has(question)}
                data-foyer="faq-template"
                onChange={() => toggle(question)}
              />
              <span>
                <strong dir="auto">{question}</strong>
                <small>
                  <bdi>{category}</bdi>
                  {' · '}
                  {t('faq.ways', { n: phrasings.length + 1 })}
                </small>
              </span>
            </label>
            {chosen.value.has(question) && (
              <div class="template-answer">
                <Text text={answer} />
              </div>
            )}
          </li>
        ))}
      </ul>
      <div class="templates-end">
        <button
          type="button"
          class="button quiet"
          onClick={() => {
            const isAll = picked.length === left.length
            chosen.value = new Set(isAll ? [] : left.map(({ question }) => question))
          }}
        >
          {t(picked.length === left.length ? 'template.none' : 'template.all')}
        </button>
        <button
          type="button"
          class="button primary"
          disabled={picked.length === 0 || isBusy.value}
          data-foyer="templates-add"
          onClick={() => void add()}
        >
          {isBusy.value ? <span class="spinner" /> : <Icon name="plus" size={15} />}
          {picked.length === 0 ? t('add') : t('template.add', { n: picked.length })}
        </button>
      </div>
    </div>
  )
}
