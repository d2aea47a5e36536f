/** All shortcuts on one sheet. */
import { type MessageKey, t } from '../locale.ts'
import { type Area, type Deed, shortcuts } from '../models/shortcuts.ts'
import { Dialog } from './dialog.tsx'
import { Keys } from './keys.tsx'

const names: Record<Deed, MessageKey> = {
  palette: 'do.palette',
  help: 'do.help',
  search: 'do.search',
  back: 'do.back',
  next: 'do.next',
  previous: 'do.previous',
  nextUnread: 'do.nextUnread',
  list1: 'list.mine',
  list2: 'list.unassigned',
  list3: 'list.bot',
  list4: 'list.all',
  list5: 'list.unread',
  list6: 'list.unreplied',
  list7: 'list.snoozed',
  list8: 'list.closed',
  filter: 'filter.title',
  snooze: 'do.snooze',
  pin: 'do.pin',
  reply: 'do.reply',
  note: 'do.note',
  take: 'do.take',
  assign: 'do.assign',
  close: 'do.close',
  quote: 'do.quote',
  copy: 'do.copy',
  panel: 'do.panel',
  host: 'do.host',
  suggestion1: 'do.suggestion1',
  suggestion2: 'do.suggestion2',
  suggestion3: 'do.suggestion3',
  editSuggestion1: 'do.editSuggestion1',
  editSuggestion2: 'do.editSuggestion2',
  editSuggestion3: 'do.editSuggestion3',
}

const areas: { area: Area; name: MessageKey }[] = [
  { area: 'everywhere', name: 'help.everywhere' },
  { area: 'inbox', name: 'help.inbox' },
  { area: 'thread', name: 'help.thread' },
]

export function Help({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t('help.title')} className="help" hook="help" onClose={onClose}>
      <div class="help-areas">
        {areas.map(({ area, name }) => (
          <section key={area}>
            <h3>{t(name)}</h3>
            <dl>
              {shortcuts
                .filter((shortcut) => shortcut.area === area)
                .map(({ does }) => (
                  <div key={does} class="help-line">
                    <dt>{t(names[does])}</dt>
                    <dd>
                      <Keys does={does} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <div class="dialog-ends">
        <button type="button" class="button" onClick={onClose}>
          {t('close.dialog')}
        </button>
      </div>
    </Dialog>
  )
}
