/** The entries in their order: searched, filtered by category, moved by dragging or with the arrow keys. */
import type { FaqEntry } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { useConsole } from '../console.ts'
import { t } from '../locale.ts'
import type { Faq } from '../models/faq.ts'
import { moveShown } from '../models/order.ts'
import { rank } from '../models/palette.ts'
import { writeRoute } from '../models/route.ts'
import { Icon } from './icon.tsx'
import { RailToggle } from './rail-toggle.tsx'
import { SiteSwitch } from './site-switch.tsx'
import { errorText } from './words.ts'

interface FaqListProps {
  faq: Faq
  chosen: string | null
  onOpen: (entry: string) => void
  onSwitch: (site: string) => void
}

export function FaqList({ faq, chosen, onOpen, onSwitch }: FaqListProps) {
  const { notices } = useConsole()
  const search = useSignal('')
  const category = useSignal<string | null>(null)
  const drag = useSignal<{ from: number; to: number } | null>(null)
  const list = useRef<HTMLUListElement>(null)
  const said = useSignal('')
  const held = faq.entries.value
  const entries = held.state === 'ready' ? held.value : []
  const categories = [...new Set(entries.map((entry) => entry.category).filter((name) => name !== ''))]
  const inCategory = entries.filter((entry) => category.value === null || entry.category === category.value)
  const isSearching = search.value.trim() !== ''
  const shown = isSearching ? rank(inCategory, textOf, search.value) : inCategory
  const ids = shown.map(({ id }) => id)
  const order = drag.value === null ? ids : moveShown(ids, ids, drag.value.from, drag.value.to)

  async function move(from: number, to: number) {
    if (to < 0 || to >= ids.length || from === to) return
    said.value = t('faq.moved', { n: to + 1, all: ids.length })
    const error = await faq.move(ids, from, to)
    if (error !== null) notices.tell(errorText(error), 'danger')
  }

  function onPointerDown(event: PointerEvent, from: number) {
    if (event.button !== 0) return
    const handle = event.currentTarget as HTMLElement
    handle.setPointerCapture(event.pointerId)
    drag.value = { from, to: from }
    const onMove = (moved: PointerEvent) => {
      const box = list.current?.getBoundingClientRect()
      if (box === undefined) return
      const height = box.height / Math.max(1, ids.length)
      const to = Math.floor((moved.clientY - box.top) / height)
      drag.value = { from, to: Math.max(0, Math.min(ids.length - 1, to)) }
    }
    const onEnd = (ended: PointerEvent) => {
      handle.removeEventListener('pointermove', onMove)
      handle.removeEventListener('pointerup', onEnd)
      handle.removeEventListener('pointercancel', onEnd)
      const to = drag.peek()?.to ?? from
      drag.value = null
      if (ended.type === 'pointerup') void move(from, to)
    }
    handle.addEventListener('pointermove', onMove)
    handle.addEventListener('pointerup', onEnd)
    handle.addEventListener('pointercancel', onEnd)
  }

  return (
    <section class="page-list" aria-label={t('nav.faq')}>
      <header class="bar">
        <RailToggle />
        <h1>{t('nav.faq')}</h1>
        <button type="button" class="button primary" data-foyer="faq-new" onClick={() => onOpen('new')}>
          <Icon name="plus" size={15} />
          {t('faq.new')}
        </button>
      </header>
      <div class="page-tools">
        <SiteSwitch site={faq.site} onSwitch={onSwitch} />
        {entries.length > 0 && (
          <label class="list-search">
            <Icon name="search" size={15} />
            <input
              type="search"
              aria-label={t('faq.search')}
              placeholder={t('faq.search')}
              data-foyer="faq-search"
              value={search.value}
              onInput={(event) => {
                search.value = event.currentTarget.value
              }}
            />
          </label>
        )}
        {categories.length > 1 && (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form; these filter a list
          <div class="faq-categories" role="group" aria-label={t('faq.categories')}>
            {[null, ...categories].map((name) => (
              <button
                key={name ?? ''}
                type="button"
                class="faq-category"
                aria-pressed={category.value === name}
                onClick={() => {
                  category.value = name
                }}
              >
                <bdi>{name ?? t('faq.all')}</bdi>
              </button>
            ))}
          </div>
        )}
      </div>
      <ul class="faq-rows" ref={list} data-foyer="faq-rows">
        {order.map((id, index) => {
          const entry = shown.find((one) => one.id === id)
          if (entry === undefined) return null
          const isDragged = drag.value !== null && id === ids[drag.value.from]
          return (
            <li key={id} class={isDragged ? 'faq-row is-dragged' : 'faq-row'}>
              {!isSearching && (
                <button
                  type="button"
                  class="faq-handle"
                  aria-label={t('faq.move', { question: entry.question })}
                  data-foyer="faq-handle"
                  onPointerDown={(event) => onPointerDown(event, ids.indexOf(id))}
                  onKeyDown={(event) => {
                    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
                    if (by === 0) return
                    event.preventDefault()
                    void move(index, index + by)
                  }}
                >
                  <Icon name="drag" size={16} />
                </button>
              )}
              <a
                class="faq-link"
                href={writeRoute({ screen: 'faq', site: faq.site, entry: id })}
                aria-current={id === chosen ? 'true' : undefined}
                data-foyer="faq-row"
              >
                <span class="faq-question">
                  <bdi>{entry.question}</bdi>
                </span>
                <span class="faq-marks">
                  {entry.category !== '' && <bdi>{entry.category}</bdi>}
                  {!entry.published && <span class="chip note">{t('faq.draft')}</span>}
                </span>
              </a>
            </li>
          )
        })}
      </ul>
      {entries.length > 0 && shown.length === 0 && <p class="page-none">{t('faq.none')}</p>}
      <p class="hidden-label" role="status">
        {said.value}
      </p>
    </section>
  )
}

function textOf(entry: FaqEntry): string {
  return [entry.question, entry.category, ...entry.phrasings].join(' ')
}
