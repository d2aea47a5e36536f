/** What a link for a new password opens: whoever holds it chooses one, and is signed in. */
import type { PasswordLinkView, ProtocolError } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useConsole } from '../console.ts'
import { t } from '../locale.ts'
import { Field, FieldNote } from '../parts/field.tsx'
import { errorText } from '../parts/words.ts'
import { Known } from './invitation.tsx'
import { Door } from './sign-in.tsx'

export function Password({ code }: { code: string }) {
  const { http, session, go } = useConsole()
  const view = useSignal<PasswordLinkView | null>(null)
  const unread = useSignal<ProtocolError | null>(null)
  const password = useSignal('')
  const fault = useSignal<ProtocolError | null>(null)
  const isBusy = useSignal(false)

  async function look() {
    unread.value = null
    const answer = await http.passwordLink.look(code)
    if (answer.ok) view.value = answer.value
    else unread.value = answer.error
  }
  useEffect(() => void look(), [code])

  const home = () => go({ screen: 'inbox', list: 'mine', conversation: null })

  async function submit() {
    isBusy.value = true
    const refused = await session.resetPassword(code, password.value)
    isBusy.value = false
    if (refused === null) home()
    // Used, or run out, since it was opened.
    else if (refused.code === 'not_found') unread.value = refused
    else fault.value = refused
  }

  if (unread.value !== null) {
    const isGone = unread.value.code === 'not_found'
    return (
      <Door
        title={t(isGone ? 'password.gone' : 'unreachable.title')}
        text={isGone ? t('password.goneText') : errorText(unread.value)}
      >
        <button
          type="button"
          class="button primary wide"
          data-foyer="password-home"
          onClick={() => (isGone ? home() : void look())}
        >
          {t(isGone ? 'setup.toSignIn' : 'retry')}
        </button>
      </Door>
    )
  }
  const shown = view.value
  if (shown === null) {
    return (
      <Door title={t('loading')} text="">
        <span class="spinner" />
      </Door>
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
