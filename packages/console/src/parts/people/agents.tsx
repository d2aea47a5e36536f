/** Who belongs to the site: role and department of each, kept out and let in, and who is invited. */
import type { MadePasswordLink, Member, MemberPatch, SiteSettings } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { useConsole } from '../../console.ts'
import { locale, t } from '../../locale.ts'
import { createPeople, type People } from '../../models/people.ts'
import { dateAndTime } from '../../models/time.ts'
import { Failed, Waiting } from '../assistant/states.tsx'
import { Avatar } from '../avatar.tsx'
import { Icon } from '../icon.tsx'
import { Menu, MenuItem } from '../menu.tsx'
import { errorText } from '../words.ts'
import { InviteDialog } from './invite-dialog.tsx'
import { LinkDialog } from './link-dialog.tsx'
import { DepartmentSelect, RoleSelect } from './selects.tsx'
import { roleName } from './words.ts'

export function Agents({ site, settings }: { site: string; settings: SiteSettings }) {
  const { http } = useConsole()
  const people = useMemo(() => createPeople(http, site), [site])
  const isInviting = useSignal(false)
  useEffect(() => void people.load(), [people])
  const held = people.members.value
  if (held.state === 'loading') return <Waiting />
  if (held.state === 'failed') {
    return <Failed title={t('people.failed')} error={held.error} onRetry={() => void people.load()} />
  }
  return (
    <div class="people-body">
      <header class="people-tools">
        <p>{t('people.count', { n: held.value.length })}</p>
        <button
          type="button"
          class="button primary"
          data-foyer="invite"
          onClick={() => {
            isInviting.value = true
          }}
        >
          <Icon name="plus" size={15} />
          {t('people.invite')}
        </button>
      </header>
      <ul class="people-list" data-foyer="members">
        {held.value.map((member) => (
          <MemberRow key={member.id} member={member} people={people} settings={settings} />
        ))}
      </ul>
      <Invited people={people} settings={settings} />
      {isInviting.value && (
        <InviteDialog
          people={people}
          settings={settings}
          onClose={() => {
            isInviting.value = false
          }}
        />
      )}
    </div>
  )
}

interface RowProps {
  member: Member
  people: People
  settings: SiteSettings
}

function MemberRow({ member, people, settings }: RowProps) {
  const { session, notices } = useConsole()
  const who = session.session.value
  const isMe = who.state === 'signedIn' && who.agent.id === member.id
  const name = cleanName(member.name)
  const made = useSignal<MadePasswordLink | null>(null)

  async function change(patch: MemberPatch) {
    const error = await people.change(member.id, patch)
    notices.tell(error === null ? t('saved') : peopleError(error), error === null ? 'plain' : 'danger')
  }

  async function makeLink() {
    const answer = await people.passwordLink(member.id)
    if (answer.ok) made.value = answer.value
    else
      notices.tell(
        answer.error.code === 'forbidden' ? t('password.beyond') : errorText(answer.error),
        'danger',
      )
  }

  async function remove() {
    const yes = await notices.ask({
      title: isMe ? t('people.leaveTitle') : t('people.removeTitle', { name }),
      text: t('people.removeText'),
      confirm: t(isMe ? 'people.leave' : 'people.remove'),
      isDangerous: true,
    })
    if (!yes) return
    const error = await people.remove(member.id)
    if (error !== null) return notices.tell(peopleError(error), 'danger')
    if (isMe) void session.refresh()
  }

  return (
    <li class={member.disabled ? 'person is-out' : 'person'} data-foyer="member">
      <Avatar name={name} id={member.id} image={member.avatar} />
      <div class="person-name">
        <p>
          <bdi>{name}</bdi>
          {isMe && <span class="chip">{t('by.you')}</span>}
          {member.disabled && <span class="chip note">{t('people.disabled')}</span>}
        </p>
        <p>
          <span dir="ltr">{member.email}</span>
          <span class="person-seen">
            {member.lastSeenAt === null
              ? t('people.neverSeen')
              : t('people.seen', { time: dateAndTime(member.lastSeenAt, locale.value) })}
          </span>
        </p>
      </div>
      <div class="person-fields">
        <RoleSelect
          label={t('people.roleOf', { name })}
          value={member.role}
          site={people.site}
          own={settings.roles}
          onChange={(role) => void change({ role })}
        />
        <DepartmentSelect
          label={t('people.departmentOf', { name })}
          value={member.department}
          departments={settings.people.departments}
          onChange={(department) => void change({ department })}
        />
      </div>
      <Menu label={t('people.more', { name })} hook="member-more" button={<Icon name="more" />}>
        {!isMe && !member.disabled && (
          <MenuItem hook="member-password" onChoose={() => void makeLink()}>
            <Icon name="link" size={16} />
            {t('people.passwordLink')}
          </MenuItem>
        )}
        {!isMe && (
          <MenuItem hook="member-disable" onChoose={() => void change({ disabled: !member.disabled })}>
            <Icon name="lock" size={16} />
            {t(member.disabled ? 'people.enable' : 'people.disable')}
          </MenuItem>
        )}
        <MenuItem hook="member-remove" isDangerous onChoose={() => void remove()}>
          <Icon name="exit" size={16} mirrored />
          {t(isMe ? 'people.leave' : 'people.remove')}
        </MenuItem>
      </Menu>
      {made.value !== null && (
        <LinkDialog
          title={t('password.made')}
          text={t(made.value.mailed ? 'password.mailedText' : 'password.madeText', {
            email: made.value.email,
          })}
          label={t('password.link')}
          link={made.value.link}
          hint={t('password.once')}
          onClose={() => {
            made.value = null
          }}
        />
      )}
    </li>
  )
}

function Invited({ people, settings }: { people: People; settings: SiteSettings }) {
  const { notices } = useConsole()
  const invited = people.invitations.value
  if (invited.length === 0) return null
  return (
    <section class="people-invited" aria-label={t('people.invited')}>
      <h2>{t('people.invited')}</h2>
      <ul class="people-list" data-foyer="invitations">
        {invited.map((one) => {
          const isOver = one.expiresAt <= Date.now()
          return (
            <li key={one.id} class={isOver ? 'person is-out' : 'person'}>
              <Avatar name={one.email} />
              <div class="person-name">
                <p>
                  <span dir="ltr">{one.email}</span>
                  {isOver && <span class="chip note">{t('people.expired')}</span>}
                </p>
                <p>
                  {roleName(one.role, settings.roles)}
                  <span class="person-seen">
                    {t('people.invitedBy', {
                      name: cleanName(one.by),
                      time: dateAndTime(one.createdAt, locale.value),
                    })}
                  </span>
                </p>
              </div>
              <button
                type="button"
                class="button quiet"
                data-foyer="revoke"
                onClick={async () => {
                  const error = await people.revoke(one.id)
                  if (error !== null) notices.tell(errorText(error), 'danger')
                }}
              >
                {t('people.revoke')}
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** What the server says of people is plainer than “you may not”. */
export function peopleError(error: Parameters<typeof errorText>[0]): string {
  if (error.code === 'conflict') return t('people.lastOwner')
  return error.code === 'forbidden' ? t('people.beyond') : errorText(error)
}
