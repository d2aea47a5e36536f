/** In which language what follows is read and written: those that something is said in, and a way to a further one. */
import type { Signal } from '@preact/signals'
import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { t } from '../../locale.ts'
import { Icon } from '../icon.tsx'
import { Menu, MenuItem } from '../menu.tsx'
import { localeName, siteLocales } from '../site-locales.ts'

interface LanguagesProps {
  /** The site's, and those that have texts already. */
  tags: string[]
  chosen: Signal<string>
  hook: string
}

export function Languages({ tags, chosen, hook }: LanguagesProps) {
  const name = useId()
  const added = useSignal<string[]>([])
  const shown = [...new Set([...tags, ...added.value, chosen.value])]
  const missing = siteLocales([]).filter(({ tag }) => !shown.includes(tag))
  return (
    <div class="form-languages" data-foyer={hook}>
      <div class="segments" role="radiogroup" aria-label={t('forms.language')}>
        {shown.map((tag) => (
          <label key={tag}>
            <input
              type="radio"
              name={name}
              value={tag}
              checked={tag === chosen.value}
              onChange={() => {
                chosen.value = tag
              }}
            />
            {localeName(tag)}
          </label>
        ))}
      </div>
      <Menu
        label={t('welcome.add')}
        tip={t('welcome.add')}
        hook={`${hook}-add`}
        button={<Icon name="plus" size={16} />}
      >
        {missing.map(({ tag, name: said }) => (
          <MenuItem
            key={tag}
            onChoose={() => {
              added.value = [...added.peek(), tag]
              chosen.value = tag
            }}
          >
            {said}
            <span class="end">{tag}</span>
          </MenuItem>
        ))}
      </Menu>
    </div>
  )
}
