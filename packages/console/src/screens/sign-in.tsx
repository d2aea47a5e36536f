/** Signing in, and what to do before there is anybody who could. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useConsole } from '../console.ts'
import { t } from '../locale.ts'
import { Brand } from '../parts/brand.tsx'
import { Field, FieldNote } from '../parts/field.tsx'
import { errorText } from '../parts/words.ts'

export function SignIn() {
  const { session } = useConsole()
  const held = session.session.value
  const email = useSignal('')
  const password = useSignal('')
  const error = useSignal<string | null>(null)
  const isBusy = useSignal(false)

  async function submit() {
    isBusy.value = true
    error.value = null
    const refused = await session.signIn(email.value.trim(), password.value)
    isBusy.value = false
    if (refused === null) return
    // The server says one thing for a wrong name and a wrong password, and so do we.
    const isWrong =
      refused.code === 'unauthorized' || refused.code === 'forbidden' || refused.code === 'not_found'
    error.value = isWrong ? t('signIn.wrong') : errorText(refused)
  }

  if (held.state === 'signedOut' && held.needsSetup) {
    return (
      <Door title={t('setup.needed')} text={t('setup.neededText')}>
        {null}
      </Door>
    )
  }
  return (
    <Door
      title={t('signIn.title')}
      text={held.state === 'signedOut' && held.ended ? t('signIn.ended') : t('signIn.text')}
    >
      <form
        class="door-form"
        data-foyer="sign-in"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <Field
          label={t('email')}
          type="email"
          name="email"
          autocomplete="username"
          dir="ltr"
          hasFocus
          isRequired
          hook="email"
          value={email.value}
          onInput={(value) => {
            email.value = value
          }}
        />
        <Field
          label={t('password')}
          type="password"
          name="password"
          autocomplete="current-password"
          dir="ltr"
          isRequired
          hook="password"
          value={password.value}
          onInput={(value) => {
            password.value = value
          }}
        />
        <FieldNote error={error.value} />
        <button type="submit" class="button primary wide" disabled={isBusy.value} data-foyer="submit">
          {isBusy.value && <span class="spinner" />}
          {t('signIn')}
        </button>
        <p class="door-hint">{t('signIn.forgotten')}</p>
      </form>
    </Door>
  )
}

export function Door({
  title,
  text,
  children,
}: {
  title: string
  text: string
  children: ComponentChildren
}) {
  return (
    <main class="door">
      <div class="door-card">
        <Brand />
        <div class="door-words">
          <h1>{title}</h1>
          <p>{text}</p>
        </div>
        {children}
      </div>
    </main>
  )
}
