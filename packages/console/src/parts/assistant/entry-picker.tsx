/** Picks one entry of the FAQ, found by a few letters; arrows move, Enter takes. */
import type { FaqEntry, Id } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import { t } from '../../locale.ts'
import { rank } from '../../models/palette.ts'
import { Dialog } from '../dialog.tsx'
import { Icon } from '../icon.tsx'

interface EntryPickerProps {
  title: string
  entries: FaqEntry[]
  onClose: (id: Id | null) => void
}

const most = 50

export function EntryPicker({ title, entries, onClose }: EntryPickerProps) {
  const id = useId()
  const typed = useSignal('')
  const at = useSignal(0)
  const list = useRef<HTMLDivElement>(null)
  const found = rank(entries, ({ question, category }) => `${question} ${category}`, typed.value).slice(
    0,
    most,
  )
  const current = found[Math.min(at.value, found.length - 1)]

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [current?.id])

  return (
    <Dialog title={title} className="picker" hook="entry-picker" onClose={() => onClose(null)}>
      <label class="list-search">
        <Icon name="search" size={15} />
        <input
          autofocus
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={current === undefined ? undefined : `${id}-${current.id}`}
          aria-label={t('faq.search')}
          placeholder={t('faq.search')}
          data-foyer="entry-search"
          value={typed.value}
          onInput={(event) => {
            typed.value = event.currentTarget.value
            at.value = 0
          }}
          onKeyDown={(event) => {
            const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
            if (by !== 0) {
              event.preventDefault()
              at.value = (at.value + by + found.length) % Math.max(1, found.length)
            } else if (event.key === 'Enter' && !event.isComposing && current !== undefined) {
              event.preventDefault()
              onClose(current.id)
            }
          }}
        />
      </label>
      {found.length === 0 ? (
        <p class="page-none">{t('faq.none')}</p>
      ) : (
        <div class="picker-list" id={`${id}-list`} role="listbox" aria-label={title} ref={list}>
          {found.map((entry, index) => (
            <button
              key={entry.id}
              type="button"
              id={`${id}-${entry.id}`}
              class="menu-item"
              role="option"
              tabIndex={-1}
              aria-selected={entry === current}
              data-foyer="entry-option"
              onPointerMove={() => {
                at.value = index
              }}
              onClick={() => onClose(entry.id)}
            >
              <bdi>{entry.question}</bdi>
              {entry.category !== '' && (
                <span class="end">
                  <bdi>{entry.category}</bdi>
                </span>
              )}
            </button>
          ))}
        </div>
      )}
    </Dialog>
  )
}
