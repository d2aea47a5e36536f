/** The site's roles against all that may be done: the four built in beside its own, which are edited here (IN-16). */
import { builtInRoles, type Permission, permissions, type SiteRole } from '@foyer/protocol'
import { useConsole } from '../../console.ts'
import { t } from '../../locale.ts'
import { slugOf } from '../../models/site-id.ts'
import { SaveBar } from '../assistant/save-bar.tsx'
import { Waiting } from '../assistant/states.tsx'
import { TableBox } from '../assistant/table-box.tsx'
import { FieldNote } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { useSiteDraft } from '../use-site-draft.ts'
import { builtIn, builtInNames, permissionGroups } from './words.ts'

export function Roles({ site }: { site: string }) {
  const { session } = useConsole()
  const draft = useSiteDraft(site)
  const settings = draft.settings.value
  if (settings === null) return <Waiting />
  const own = settings.roles
  const who = session.session.value
  const mine = who.state === 'signedIn' ? who.sites.find(({ id }) => id === site)?.permissions : undefined

  const put = (index: number, change: Partial<SiteRole>) =>
    draft.set({ roles: own.map((role, at) => (at === index ? { ...role, ...change } : role)) })

  function toggle(index: number, permission: Permission, isOn: boolean) {
    const role = own[index]
    if (role === undefined) return
    const others = role.permissions.filter((one) => one !== permission)
    put(index, {
      permissions: permissions.filter((one) => others.includes(one) || (isOn && one === permission)),
    })
  }

  function add() {
    const name = freeName(own)
    draft.set({
      roles: [
        ...own,
        { id: freeId(name, own), name, permissions: builtInRoles.agent.filter((one) => mine?.includes(one)) },
      ],
    })
  }

  return (
    <div class="people-main">
      <div class="people-body is-wide">
        <header class="people-tools">
          <p>{t('roles.hint')}</p>
          <button type="button" class="button" data-foyer="role-new" onClick={add}>
            <Icon name="plus" size={15} />
            {t('roles.new')}
          </button>
        </header>
        {own.map((_, index) => {
          const fault = draft.faultAt(`/roles/${index}`)
          return fault === null ? null : <FieldNote key={index} error={fault} />
        })}
        <FieldNote error={draft.problem.value?.path === '/roles' ? t('roles.inUse') : null} />
        <TableBox label={t('people.roles')}>
          <table class="table roles" data-foyer="roles">
            <thead>
              <tr>
                <th scope="col">{t('roles.may')}</th>
                {builtInNames.map((role) => (
                  <th key={role} scope="col">
                    {t(builtIn[role])}
                  </th>
                ))}
                {own.map((role, index) => (
                  <th key={role.id} scope="col" class="own-role">
                    <span class="own-role-head">
                      <input
                        class="input"
                        aria-label={t('roles.name')}
                        value={role.name}
                        maxLength={60}
                        data-foyer="role-name"
                        onInput={(event) => put(index, { name: event.currentTarget.value })}
                      />
                      <button
                        type="button"
                        class="icon-button"
                        aria-label={t('roles.remove', { name: role.name })}
                        data-foyer="role-remove"
                        onClick={() => draft.set({ roles: own.filter((_one, at) => at !== index) })}
                      >
                        <Icon name="trash" size={15} />
                      </button>
                    </span>
                  </th>
                ))}
              </tr>
            </thead>
            {permissionGroups.map(({ name, permissions: group }) => (
              <tbody key={name}>
                <tr class="roles-group">
                  <th scope="rowgroup" colSpan={1 + builtInNames.length + own.length}>
                    {t(name)}
                  </th>
                </tr>
                {group.map(([permission, words]) => (
                  <tr key={permission}>
                    <th scope="row">{t(words)}</th>
                    {builtInNames.map((role) => (
                      <td key={role}>
                        <Tick isOn={builtInRoles[role].includes(permission)} />
                      </td>
                    ))}
                    {own.map((role, index) => (
                      <td key={role.id}>
                        <input
                          type="checkbox"
                          aria-label={t('roles.cell', { role: role.name, may: t(words) })}
                          checked={role.permissions.includes(permission)}
                          // Nobody makes a role that may more than their own.
                          disabled={mine?.includes(permission) !== true}
                          data-foyer={`may-${permission}`}
                          onChange={(event) => toggle(index, permission, event.currentTarget.checked)}
                        />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            ))}
          </table>
        </TableBox>
      </div>
      <SaveBar draft={draft} />
    </div>
  )
}

function Tick({ isOn }: { isOn: boolean }) {
  return (
    <span class={isOn ? 'tick is-on' : 'tick'}>
      {isOn ? <Icon name="sent" size={15} /> : <span aria-hidden="true">–</span>}
      <span class="hidden-label">{t(isOn ? 'roles.yes' : 'roles.no')}</span>
    </span>
  )
}

function freeName(own: readonly SiteRole[]): string {
  for (let n = own.length + 1; ; n += 1) {
    const name = t('roles.newName', { n })
    if (!own.some((role) => role.name.toLowerCase() === name.toLowerCase())) return name
  }
}

/** Kept for good, whatever it is called later; letters of other alphabets have no place in it. */
function freeId(name: string, own: readonly SiteRole[]): string {
  const base = slugOf(name).slice(0, 30) || 'role'
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? base : `${base}-${n}`
    if (!Object.hasOwn(builtIn, id) && !own.some((role) => role.id === id)) return id
  }
}
