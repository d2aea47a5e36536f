/** What a link for a new password opens: whoever holds it chooses one, and is signed in. */
import type { ProtocolError } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { useSignal } from '@preact/signals'
import { useConsole } from '../console.ts'
import { t } from '../locale.ts'
import { Field, FieldNote } from '../parts/field.tsx'
import { errorText } from '../parts/words.ts'
import { Known } from './invitation.tsx'
import { LinkDoor, useLink } from './link-door.tsx'
import { Door } from './sign-in.tsx'

export function Password({ code }: { code: string }) {
  const { http, session } = useConsole()
  const link = useLink(code, () => http.passwordLink.look(code))
  const password = useSignal('')
  const fault = useSignal<ProtocolError | null>(null)
  const isBusy = useSignal(false)

  async function submit() {
    isBusy.value = true
    const refused = await session.resetPassword(code, password.value)
    isBusy.value = false
    if (refused === null) link.leave()
    // Used, or run out, since it was opened.
    else if (refused.code === 'not_found') link.problem.value = refused
    else fault.value = refused
  }

  const shown = link.view.value
  if (shown === null || link.problem.value !== null) {
    return (
      <LinkDoor link={link} title={t('password.gone')} text={t('password.goneText')} hook="password-home" />
    )
  }
  const isWeak = fault.value?.path === '/password'
  return (
    <Door
      title={t('password.title')}
      text={t('password.text', { name: cleanName(shown.name), site: shown.site })}
    >
      <form
        class="door-form"
        data-foyer="password-form"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <Known email={shown.email} />
        <Field
          label={t('account.new')}
          type="password"
          name="password"
          autocomplete="new-password"
          dir="ltr"
          hasFocus
          isRequired
          minLength={12}
          hint={t('setup.passwordHint')}
          hook="password-new"
          error={isWeak ? t('invited.passwordWrong') : null}
          value={password.value}
          onInput={(value) => {
            password.value = value
          }}
        />
        <FieldNote error={fault.value !== null && !isWeak ? errorText(fault.value) : null} />
        <button type="submit" class="button primary wide" disabled={isBusy.value} data-foyer="password-set">
          {isBusy.value && <span class="spinner" />}
          {t('password.set')}
        </button>
      </form>
    </Door>
  )
}
