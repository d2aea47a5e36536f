/** What the link of an invitation opens: who is new makes an account, who has one signs in and joins. */
import type { ProtocolError } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { useConsole } from '../console.ts'
import { t } from '../locale.ts'
import { Field, FieldNote } from '../parts/field.tsx'
import { builtIn } from '../parts/people/words.ts'
import { errorText } from '../parts/words.ts'
import { LinkDoor, useLink } from './link-door.tsx'
import { Door } from './sign-in.tsx'

export function Invitation({ code }: { code: string }) {
  const { http } = useConsole()
  const link = useLink(code, () => http.invitation.look(code))
  const shown = link.view.value
  if (shown === null || link.problem.value !== null) {
    return <LinkDoor link={link} title={t('invited.gone')} text={t('invited.goneText')} hook="invited-home" />
  }
  const role = Object.hasOwn(builtIn, shown.role)
    ? t(builtIn[shown.role as keyof typeof builtIn])
    : shown.role
  const words = { site: shown.site, by: shown.by, role }
  return (
    <Door title={t('invited.title', { site: shown.site })} text={t('invited.text', words)}>
      {shown.known ? (
        <Join code={code} email={shown.email} onDone={link.leave} />
      ) : (
        <NewAgent code={code} email={shown.email} onDone={link.leave} />
      )}
    </Door>
  )
}

interface FormProps {
  code: string
  email: string
  onDone: () => void
}

function NewAgent({ code, email, onDone }: FormProps) {
  const { session } = useConsole()
  const name = useSignal('')
  const password = useSignal('')
  const fault = useSignal<ProtocolError | null>(null)
  const isBusy = useSignal(false)

  async function submit() {
    isBusy.value = true
    fault.value = await session.accept(code, name.value.trim(), password.value)
    isBusy.value = false
    if (fault.value === null) onDone()
  }

  const errorAt = (path: string) =>
    fault.value?.path === path
      ? path === '/password'
        ? t('invited.passwordWrong')
        : errorText(fault.value)
      : null
  const isElsewhere = fault.value !== null && errorAt('/name') === null && errorAt('/password') === null
  return (
    <form
      class="door-form"
      data-foyer="invited-new"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Known email={email} />
      <Field
        label={t('setup.name')}
        hint={t('setup.nameHint')}
        name="name"
        autocomplete="name"
        hasFocus
        isRequired
        maxLength={100}
        hook="invited-name"
        error={errorAt('/name')}
        value={name.value}
        onInput={(value) => {
          name.value = value
        }}
      />
      <Field
        label={t('password')}
        type="password"
        name="password"
        autocomplete="new-password"
        dir="ltr"
        isRequired
        minLength={12}
        hint={t('setup.passwordHint')}
        hook="invited-password"
        error={errorAt('/password')}
        value={password.value}
        onInput={(value) => {
          password.value = value
        }}
      />
      <FieldNote error={isElsewhere && fault.value !== null ? errorText(fault.value) : null} />
      <button type="submit" class="button primary wide" disabled={isBusy.value} data-foyer="invited-accept">
        {isBusy.value && <span class="spinner" />}
        {t('invited.accept')}
      </button>
    </form>
  )
}

/** Signs in first where that is not done, or somebody else is signed in here. */
function Join({ code, email, onDone }: FormProps) {
  const { session, http, notices } = useConsole()
  const password = useSignal('')
  const error = useSignal<string | null>(null)
  const isBusy = useSignal(false)
  const held = session.session.value
  const isIn = held.state === 'signedIn' && held.agent.email === email

  async function submit() {
    isBusy.value = true
    error.value = null
    const refused = isIn ? null : await session.signIn(email, password.value)
    if (refused === null) {
      const joined = await http.invitation.join(code)
      if (joined.ok) {
        await session.refresh()
        notices.tell(t('invited.joined'))
        onDone()
      } else error.value = errorText(joined.error)
    } else error.value = refused.code === 'unauthorized' ? t('signIn.wrong') : errorText(refused)
    isBusy.value = false
  }

  return (
    <form
      class="door-form"
      data-foyer="invited-join"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Known email={email} />
      {!isIn && (
        <Field
          label={t('password')}
          hint={t('invited.knownHint')}
          type="password"
          name="password"
          autocomplete="current-password"
          dir="ltr"
          hasFocus
          isRequired
          hook="invited-password"
          value={password.value}
          onInput={(value) => {
            password.value = value
          }}
        />
      )}
      <FieldNote error={error.value} />
      <button type="submit" class="button primary wide" disabled={isBusy.value} data-foyer="invited-accept">
        {isBusy.value && <span class="spinner" />}
        {t(isIn ? 'invited.join' : 'invited.signInAndJoin')}
      </button>
    </form>
  )
}

/** The address is the link's: managers of passwords keep what is made here under it. */
export function Known({ email }: { email: string }) {
  return (
    <div class="field">
      <label for="invited-email">{t('email')}</label>
      <input
        id="invited-email"
        class="input"
        type="email"
        name="email"
        autocomplete="username"
        dir="ltr"
        readOnly
        value={email}
      />
    </div>
  )
}
