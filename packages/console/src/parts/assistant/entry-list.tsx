/** The entries under their categories: searched, moved by dragging or with the arrow keys, brought in and out. */
import type { FaqEntry } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { useConsole } from '../../console.ts'
import { t } from '../../locale.ts'
import type { Assistant } from '../../models/assistant.ts'
import { groupsOf, moveGroup, moveTo, stepOf } from '../../models/faq-order.ts'
import { rank } from '../../models/palette.ts'
import { download } from '../download.ts'
import { Icon } from '../icon.tsx'
import { Menu, MenuItem } from '../menu.tsx'
import { errorText } from '../words.ts'
import { CategoryHead } from './category-head.tsx'
import { EntryRow } from './entry-row.tsx'
import { useEntryDrag } from './use-entry-drag.ts'

export type AnswersDialog = 'templates' | 'import'

interface EntryListProps {
  assistant: Assistant
  chosen: string | null
  onOpen: (entry: string) => void
  onDialog: (which: AnswersDialog) => void
}

export function EntryList({ assistant, chosen, onOpen, onDialog }: EntryListProps) {
  const { notices, http } = useConsole()
  const { faq } = assistant
  const search = useSignal('')
  const said = useSignal('')
  const list = useRef<HTMLDivElement>(null)
  const held = faq.entries.value
  const entries = held.state === 'ready' ? held.value : []
  const drag = useEntryDrag(list, entries, (next) => void arrange(next))
  const isSearching = search.value.trim() !== ''
  const shown = isSearching ? rank(entries, textOf, search.value) : (drag.preview.value ?? entries)
  const groups = groupsOf(shown)

  async function arrange(next: FaqEntry[] | null) {
    if (next === null) return
    const error = await faq.arrange(next)
    if (error !== null) notices.tell(errorText(error), 'danger')
  }

  function step(entry: FaqEntry, by: 1 | -1) {
    const spot = stepOf(entries, entry.id, by)
    if (spot === null) return
    const next = moveTo(entries, entry.id, spot)
    const group = groupsOf(next).find(({ category }) => category === spot.category)
    said.value = t('faq.moved', {
      n: spot.index + 1,
      all: group?.entries.length ?? 1,
      category: spot.category || t('faq.noCategory'),
    })
    void arrange(next)
  }

  function rename(from: string, to: string) {
    const renamed = entries.map((entry) => (entry.category === from ? { ...entry, category: to } : entry))
    void arrange(groupsOf(renamed).flatMap((group) => group.entries))
  }

  return (
    <section class="page-list" aria-label={t('assistant.answers')}>
      <div class="answers-tools">
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
        <button type="button" class="button primary" data-foyer="faq-new" onClick={() => onOpen('new')}>
          <Icon name="plus" size={15} />
          {t('faq.new')}
        </button>
        <Menu label={t('faq.more')} hook="faq-more" button={<Icon name="more" />}>
          <MenuItem hook="open-templates" onChoose={() => onDialog('templates')}>
            <Icon name="faq" size={16} />
            {t('template.title')}
          </MenuItem>
          <MenuItem hook="open-import" onChoose={() => onDialog('import')}>
            <Icon name="upload" size={16} />
            {t('faq.import')}
          </MenuItem>
          <div class="menu-rule" />
          {(['csv', 'json'] as const).map((format) => (
            <MenuItem
              key={format}
              hook={`export-${format}`}
              onChoose={() => download(http.faq.exportUrl(faq.site, format))}
            >
              <Icon name="download" size={16} />
              {t('faq.export', { format: format.toUpperCase() })}
            </MenuItem>
          ))}
        </Menu>
      </div>
      <div class="faq-groups" ref={list} data-foyer="faq-rows">
        {groups.map((group, at) => (
          <section key={group.category} aria-label={group.category || t('faq.noCategory')}>
            <CategoryHead
              category={group.category}
              count={group.entries.length}
              mayMove={!isSearching}
              isFirst={at === 0}
              isLast={at === groups.length - 1}
              onMove={(by) => void arrange(moveGroup(entries, group.category, by))}
              onRename={(name) => rename(group.category, name)}
            />
            <ul>
              {group.entries.map((entry) => (
                <EntryRow
                  key={entry.id}
                  site={faq.site}
                  entry={entry}
                  isChosen={entry.id === chosen}
                  isDragged={entry.id === drag.id.value}
                  mayMove={!isSearching}
                  onGrab={(event) => drag.start(event, entry.id)}
                  onStep={(by) => step(entry, by)}
                />
              ))}
            </ul>
          </section>
        ))}
        {entries.length > 0 && shown.length === 0 && <p class="page-none">{t('faq.none')}</p>}
      </div>
      <p class="hidden-label" role="status">
        {said.value}
      </p>
    </section>
  )
}

function textOf(entry: FaqEntry): string {
  return [entry.question, entry.category, ...entry.phrasings].join(' ')
}
