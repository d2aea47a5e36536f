/** How many open conversations an agent may have before getting more: for all, and for those who differ. */
import { cleanName } from '@foyer/widget/text'
import { t } from '../../locale.ts'
import { Avatar } from '../avatar.tsx'
import { Field, FieldGroup } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { Menu, MenuItem } from '../menu.tsx'
import type { RoutingCardProps } from './card-props.ts'

/** What the server takes. */
const most = 1_000

export function LimitsFields({ routing, colleagues, draft, change }: RoutingCardProps) {
  const { limit, limits } = routing
  const others = colleagues.filter(({ id }) => limits[id] === undefined)
  const setLimit = (id: string, text: string) => {
    const value = readLimit(text)
    if (value !== null) change({ limits: { ...limits, [id]: value } })
  }
  return (
    <>
      <Field
        label={t('limit.site')}
        hint={t('limit.siteHint')}
        type="number"
        min={0}
        max={most}
        value={String(limit)}
        error={draft.faultAt('/routing/limit')}
        hook="limit"
        onInput={(text) => {
          const value = readLimit(text)
          if (value !== null) change({ limit: value })
        }}
      />
      <FieldGroup label={t('limit.own')} hook="limits">
        {Object.keys(limits).length > 0 && (
          <ul class="lines">
            {Object.entries(limits).map(([id, value]) => {
              const agent = colleagues.find((one) => one.id === id)
              const name = cleanName(agent?.name ?? t('limit.gone'))
              return (
                <li key={id}>
                  <Avatar name={name} id={id} image={agent?.avatar} size="small" />
                  <span class="lines-name">
                    <bdi>{name}</bdi>
                  </span>
                  <input
                    class="input short-number"
                    type="number"
                    min={0}
                    max={most}
                    aria-label={t('limit.of', { name })}
                    value={value}
                    onInput={(event) => setLimit(id, event.currentTarget.value)}
                  />
                  <button
                    type="button"
                    class="icon-button"
                    aria-label={t('limit.remove', { name })}
                    onClick={() => {
                      const { [id]: _, ...rest } = limits
                      change({ limits: rest })
                    }}
                  >
                    <Icon name="close" size={15} />
                  </button>
                </li>
              )
            })}
          </ul>
        )}
        {others.length > 0 && (
          <div>
            <Menu
              label={t('limit.add')}
              placement="at-start"
              buttonClass="button"
              hook="limit-add"
              button={
                <>
                  <Icon name="plus" size={15} />
                  {t('limit.add')}
                </>
              }
            >
              {others.map(({ id, name, avatar }) => (
                <MenuItem key={id} onChoose={() => change({ limits: { ...limits, [id]: limit } })}>
                  <Avatar name={name} id={id} image={avatar} size="small" />
                  <bdi>{cleanName(name)}</bdi>
                </MenuItem>
              ))}
            </Menu>
          </div>
        )}
      </FieldGroup>
    </>
  )
}

function readLimit(text: string): number | null {
  const value = Number(text)
  return text.trim() !== '' && Number.isInteger(value) && value >= 0 && value <= most ? value : null
}
