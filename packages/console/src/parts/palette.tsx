/** The palette: every command and every conversation in the list, found by a few letters. */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { t } from '../locale.ts'
import { rank } from '../models/palette.ts'
import { Dialog } from './dialog.tsx'
import { Icon } from './icon.tsx'
import { Keys } from './keys.tsx'
import { type Command, useCommands } from './palette-commands.tsx'

const most = 60

export function Palette({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  const typed = useSignal('')
  const at = useSignal(0)
  const list = useRef<HTMLDivElement>(null)
  const commands = rank(useCommands(onHelp), ({ name }) => name, typed.value).slice(0, most)
  const current = commands[Math.min(at.value, commands.length - 1)]

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [current?.id])

  function run(command: Command | undefined) {
    if (command === undefined) return
    onClose()
    command.run()
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      at.value = (at.value + step + commands.length) % Math.max(1, commands.length)
    } else if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault()
      run(current)
    }
  }

  return (
    <Dialog title={t('palette.title')} isTitleHidden className="palette" hook="palette" onClose={onClose}>
      <div class="palette-search">
        <Icon name="search" size={17} />
        <input
          autofocus
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={current === undefined ? undefined : `palette-${current.id}`}
          aria-label={t('palette.placeholder')}
          placeholder={t('palette.placeholder')}
          data-foyer="palette-input"
          value={typed.value}
          onInput={(event) => {
            typed.value = event.currentTarget.value
            at.value = 0
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div class="palette-list" id="palette-list" role="listbox" aria-label={t('palette.title')} ref={list}>
        {commands.map((command, index) => {
          const starts = typed.value.trim() === '' && command.group !== commands[index - 1]?.group
          return (
            <div key={command.id} role="presentation">
              {starts && (
                <div class="menu-title" role="presentation">
                  {command.group}
                </div>
              )}
              <button
                type="button"
                id={`palette-${command.id}`}
                class="menu-item"
                role="option"
                tabIndex={-1}
                aria-selected={command === current}
                onPointerMove={() => {
                  at.value = index
                }}
                onClick={() => run(command)}
              >
                {command.icon}
                <bdi>{command.name}</bdi>
                {command.does !== undefined && (
                  <span class="end">
                    <Keys does={command.does} />
                  </span>
                )}
              </button>
            </div>
          )
        })}
        {commands.length === 0 && <p class="palette-none">{t('palette.none')}</p>}
      </div>
    </Dialog>
  )
}
