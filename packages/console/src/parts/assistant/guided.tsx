/** Questions that the bot offers after the welcome, in their order (AS-14). */
import type { FaqEntry, Id } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { t } from '../../locale.ts'
import { FieldGroup } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { EntryPicker } from './entry-picker.tsx'

/** What the server takes. */
const most = 8

interface GuidedProps {
  /** Null while they load: what is chosen cannot be named yet, and is not lost. */
  entries: FaqEntry[] | null
  chosen: Id[]
  onChange: (ids: Id[]) => void
}

export function Guided({ entries, chosen, onChange }: GuidedProps) {
  const isPicking = useSignal(false)
  const list = useRef<HTMLUListElement>(null)

  function move(from: number, by: 1 | -1) {
    const id = chosen[from]
    const to = from + by
    if (id === undefined || to < 0 || to >= chosen.length) return
    onChange(chosen.toSpliced(from, 1).toSpliced(to, 0, id))
    const button = by < 0 ? 'up' : 'down'
    requestAnimationFrame(() =>
      list.current?.children[to]?.querySelector<HTMLElement>(`[data-move="${button}"]`)?.focus(),
    )
  }

  return (
    <FieldGroup label={t('guided.title')} hook="guided">
      {chosen.length > 0 && (
        <ul class="lines" ref={list}>
          {chosen.map((id, at) => {
            const entry = entries?.find((one) => one.id === id)
            const name = entry?.question ?? (entries === null ? '…' : t('guided.gone'))
            return (
              <li key={id}>
                <span>
                  <bdi>{name}</bdi>
                </span>
                {entry !== undefined && !entry.published && <span class="chip note">{t('faq.draft')}</span>}
                <button
                  type="button"
                  class="icon-button"
                  data-move="up"
                  disabled={at === 0}
                  aria-label={t('guided.up', { question: name })}
                  onClick={() => move(at, -1)}
                >
                  <Icon name="up" size={15} />
                </button>
                <button
                  type="button"
                  class="icon-button"
                  data-move="down"
                  disabled={at === chosen.length - 1}
                  aria-label={t('guided.down', { question: name })}
                  onClick={() => move(at, 1)}
                >
                  <Icon name="down" size={15} />
                </button>
                <button
                  type="button"
                  class="icon-button"
                  aria-label={t('guided.remove', { question: name })}
                  onClick={() => onChange(chosen.toSpliced(at, 1))}
                >
                  <Icon name="close" size={15} />
                </button>
              </li>
            )
          })}
        </ul>
      )}
      <p class="field-hint">{t('guided.hint', { n: most })}</p>
      <div>
        <button
          type="button"
          class="button"
          disabled={entries === null || chosen.length >= most}
          data-foyer="guided-add"
          onClick={() => {
            isPicking.value = true
          }}
        >
          <Icon name="plus" size={15} />
          {t('guided.add')}
        </button>
      </div>
      {isPicking.value && (
        <EntryPicker
          title={t('guided.add')}
          entries={(entries ?? []).filter(({ id, published }) => published && !chosen.includes(id))}
          onClose={(id) => {
            isPicking.value = false
            if (id !== null) onChange([...chosen, id])
          }}
        />
      )}
    </FieldGroup>
  )
}
