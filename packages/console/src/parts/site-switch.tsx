/** Which site the FAQ or the settings are of, to be switched, and where another site is made. */
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { useConsole } from '../console.ts'
import { t } from '../locale.ts'
import { readOrigin } from '../models/origins.ts'
import { isSiteId, slugOf } from '../models/site-id.ts'
import { Dialog } from './dialog.tsx'
import { Field, FieldNote } from './field.tsx'
import { focusFault } from './focus-fault.ts'
import { Icon } from './icon.tsx'
import { Menu, MenuItem } from './menu.tsx'
import { originFault } from './origin-words.ts'
import { errorText } from './words.ts'

/** The site in the address if it is one of the agent's, else the one worked on last, else the first. */
export function useSite(wanted: string | null): string {
  const { session, preferences } = useConsole()
  const held = session.session.value
  const sites = held.state === 'signedIn' ? held.sites : []
  const ids = [wanted, preferences.choices.value.site].filter((id) => sites.some((site) => site.id === id))
  return ids[0] ?? sites[0]?.id ?? ''
}

export function SiteSwitch({ site, onSwitch }: { site: string; onSwitch: (site: string) => void }) {
  const { session, preferences, sites: known } = useConsole()
  const isMaking = useSignal(false)
  const held = session.session.value
  // One that was renamed a moment ago has its new name in its settings only.
  const sites = (held.state === 'signedIn' ? held.sites : []).map((one) => ({
    ...one,
    name: known.known(one.id)?.name ?? one.name,
  }))
  const ownsOne = sites.some(({ role }) => role === 'owner')
  const name = sites.find(({ id }) => id === site)?.name ?? site
  const choose = (id: string) => {
    preferences.choose({ site: id })
    onSwitch(id)
  }
  return (
    <>
      <Menu
        label={t('site.switch', { name })}
        hook="site-switch"
        placement="at-start"
        buttonClass="button quiet site-switch"
        button={
          <>
            <Icon name="globe" size={15} />
            <bdi>{name}</bdi>
            <Icon name="chevron" size={14} />
          </>
        }
      >
        {sites.map((one) => (
          <MenuItem key={one.id} isChecked={one.id === site} onChoose={() => choose(one.id)}>
            <bdi>{one.name}</bdi>
            <span class="end">{one.id}</span>
          </MenuItem>
        ))}
        {ownsOne && <div class="menu-rule" />}
        {ownsOne && (
          <MenuItem
            hook="site-new"
            onChoose={() => {
              isMaking.value = true
            }}
          >
            <Icon name="plus" size={16} />
            {t('site.new')}
          </MenuItem>
        )}
      </Menu>
      {isMaking.value && (
        <NewSite
          onClose={(made) => {
            isMaking.value = false
            if (made !== null) choose(made)
          }}
        />
      )}
    </>
  )
}

function NewSite({ onClose }: { onClose: (made: string | null) => void }) {
  const { http, session } = useConsole()
  const name = useSignal('')
  const typedId = useSignal<string | null>(null)
  const address = useSignal('')
  const wasTried = useSignal(false)
  const error = useSignal<string | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const id = typedId.value ?? slugOf(name.value)
  const origin = readOrigin(address.value)

  async function submit() {
    wasTried.value = true
    if ('fault' in origin || !isSiteId(id)) return focusFault(form.current)
    const answer = await http.sites.create(id, name.value.trim(), origin.origin)
    if (!answer.ok) {
      error.value = answer.error.code === 'conflict' ? t('site.taken') : errorText(answer.error)
      return
    }
    session.addSite({ id, name: answer.value.settings.name })
    onClose(id)
  }

  return (
    <Dialog title={t('site.new')} hook="new-site" onClose={() => onClose(null)}>
      <form
        ref={form}
        class="door-form"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <Field
          label={t('setup.siteName')}
          hasFocus
          isRequired
          maxLength={80}
          value={name.value}
          onInput={(value) => {
            name.value = value
          }}
        />
        <Field
          label={t('setup.address')}
          dir="ltr"
          placeholder="https://shop.example"
          hint={t('setup.addressHint')}
          error={wasTried.value && 'fault' in origin ? originFault(origin.fault) : null}
          value={address.value}
          onInput={(value) => {
            address.value = value
          }}
        />
        <Field
          label={t('setup.siteId')}
          dir="ltr"
          maxLength={63}
          hint={t('setup.siteIdHint')}
          error={wasTried.value && !isSiteId(id) ? t('setup.siteIdWrong') : null}
          value={id}
          onInput={(value) => {
            typedId.value = value
          }}
        />
        <FieldNote error={error.value} />
        <div class="dialog-ends">
          <button type="button" class="button" onClick={() => onClose(null)}>
            {t('cancel')}
          </button>
          <button type="submit" class="button primary">
            {t('site.create')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
