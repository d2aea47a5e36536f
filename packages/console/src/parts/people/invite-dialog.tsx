/** Inviting somebody by e-mail address; the link is shown once, to be copied and sent. */
import type { SiteSettings } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useConsole } from '../../console.ts'
import { t } from '../../locale.ts'
import type { People } from '../../models/people.ts'
import { Dialog } from '../dialog.tsx'
import { Field, FieldNote } from '../field.tsx'
import { errorText } from '../words.ts'
import { LinkDialog } from './link-dialog.tsx'
import { DepartmentSelect, RoleSelect } from './selects.tsx'

interface Props {
  people: People
  settings: SiteSettings
  onClose: () => void
}

export function InviteDialog({ people, settings, onClose }: Props) {
  const { http } = useConsole()
  const email = useSignal('')
  const role = useSignal('agent')
  const department = useSignal<string | null>(null)
  const error = useSignal<string | null>(null)
  const isBusy = useSignal(false)
  /** Whether the server sends the link itself; until that is known nothing is promised. */
  const isMailed = useSignal(false)
  const made = useSignal<{ email: string; link: string; isMailed: boolean } | null>(null)

  useEffect(() => {
    void http.mail.read(people.site).then((answer) => {
      if (answer.ok) isMailed.value = answer.value.isSet
    })
  }, [people])

  async function submit() {
    isBusy.value = true
    const draft = { email: email.value.trim(), role: role.value, department: department.value }
    const answer = await people.invite(draft)
    isBusy.value = false
    if (answer.ok) {
      const { invitation, link, mailed } = answer.value
      made.value = { email: invitation.email, link, isMailed: mailed }
    } else error.value = answer.error.code === 'conflict' ? t('invite.here') : errorText(answer.error)
  }

  if (made.value !== null) {
    const { email, link, isMailed } = made.value
    return (
      <LinkDialog
        title={t('invite.made')}
        text={t(isMailed ? 'invite.mailedText' : 'invite.madeText', { email })}
        label={t('invite.link')}
        link={link}
        hint={t('invite.once')}
        onClose={onClose}
      />
    )
  }
  return (
    <Dialog title={t('people.invite')} hook="invite-dialog" onClose={onClose}>
      <form
        class="door-form"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <Field
          label={t('email')}
          type="email"
          dir="ltr"
          hasFocus
          isRequired
          maxLength={254}
          hook="invite-email"
          value={email.value}
          onInput={(value) => {
            email.value = value
            error.value = null
          }}
        />
        <div class="field">
          <span class="field-label" aria-hidden="true">
            {t('people.role')}
          </span>
          <RoleSelect
            label={t('people.role')}
            value={role.value}
            site={people.site}
            own={settings.roles}
            hook="invite-role"
            onChange={(value) => {
              role.value = value
            }}
          />
        </div>
        {settings.people.departments.length > 0 && (
          <div class="field">
            <span class="field-label" aria-hidden="true">
              {t('people.department')}
            </span>
            <DepartmentSelect
              label={t('people.department')}
              value={department.value}
              departments={settings.people.departments}
              hook="invite-department"
              onChange={(value) => {
                department.value = value
              }}
            />
          </div>
        )}
        <FieldNote error={error.value} hint={t(isMailed.value ? 'invite.hintMailed' : 'invite.hint')} />
        <div class="dialog-ends">
          <button type="button" class="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" class="button primary" disabled={isBusy.value} data-foyer="invite-send">
            {isBusy.value && <span class="spinner" />}
            {t(isMailed.value ? 'invite.send' : 'invite.make')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
