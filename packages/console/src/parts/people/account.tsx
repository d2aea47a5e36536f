/** What an agent changes of itself: name, password, and where it is signed in. */
import { useSignal } from '@preact/signals'
import { useConsole } from '../../console.ts'
import { t } from '../../locale.ts'
import { Field } from '../field.tsx'
import { errorText } from '../words.ts'

export function Account() {
  const { session } = useConsole()
  const held = session.session.value
  if (held.state !== 'signedIn') return null
  return (
    <fieldset data-foyer="account">
      <legend>{t('account.title')}</legend>
      <Name name={held.agent.name} />
      <Password />
      <Elsewhere />
    </fieldset>
  )
}

function Name({ name }: { name: string }) {
  const { http, session, notices } = useConsole()
  const typed = useSignal(name)
  const error = useSignal<string | null>(null)

  async function submit() {
    const answer = await http.me.rename(typed.peek())
    error.value = answer.ok ? null : errorText(answer.error)
    if (!answer.ok) return
    typed.value = answer.value.name
    notices.tell(t('saved'))
    await session.refresh()
  }

  return (
    <form
      class="account-row"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Field
        label={t('account.name')}
        hint={t('account.nameHint')}
        error={error.value}
        isRequired
        maxLength={100}
        autocomplete="name"
        hook="account-name"
        value={typed.value}
        onInput={(value) => {
          typed.value = value
        }}
      />
      {typed.value.trim() !== name && (
        <button type="submit" class="button primary" data-foyer="account-rename">
          {t('save')}
        </button>
      )}
    </form>
  )
}

function Password() {
  const { http, notices } = useConsole()
  const isOpen = useSignal(false)
  const old = useSignal('')
  const next = useSignal('')
  const fault = useSignal<{ path: string; text: string } | null>(null)
  const isBusy = useSignal(false)

  async function submit() {
    isBusy.value = true
    const answer = await http.me.setPassword(old.peek(), next.peek())
    isBusy.value = false
    if (answer.ok) {
      isOpen.value = false
      old.value = ''
      next.value = ''
      fault.value = null
      return notices.tell(t('account.passwordSaved'))
    }
    const { path = '/old' } = answer.error
    const isWrong = path === '/old' && answer.error.code === 'bad_request'
    const text = isWrong ? t('account.oldWrong') : errorText(answer.error)
    fault.value = { path, text }
  }

  if (!isOpen.value) {
    return (
      <div>
        <button
          type="button"
          class="button"
          data-foyer="account-password"
          onClick={() => {
            isOpen.value = true
          }}
        >
          {t('account.changePassword')}
        </button>
      </div>
    )
  }
  return (
    <form
      class="account-password"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Field
        label={t('account.old')}
        type="password"
        dir="ltr"
        autocomplete="current-password"
        hasFocus
        isRequired
        hook="account-old"
        error={fault.value?.path === '/old' ? fault.value.text : null}
        value={old.value}
        onInput={(value) => {
          old.value = value
        }}
      />
      <Field
        label={t('account.new')}
        type="password"
        dir="ltr"
        autocomplete="new-password"
        isRequired
        minLength={12}
        hint={t('account.newHint')}
        hook="account-new"
        error={fault.value?.path === '/password' ? fault.value.text : null}
        value={next.value}
        onInput={(value) => {
          next.value = value
        }}
      />
      <div class="dialog-ends">
        <button
          type="button"
          class="button"
          onClick={() => {
            isOpen.value = false
          }}
        >
          {t('cancel')}
        </button>
        <button
          type="submit"
          class="button primary"
          disabled={isBusy.value}
          data-foyer="account-save-password"
        >
          {isBusy.value && <span class="spinner" />}
          {t('account.changePassword')}
        </button>
      </div>
    </form>
  )
}

function Elsewhere() {
  const { http, session, notices } = useConsole()

  async function leave() {
    const yes = await notices.ask({
      title: t('account.everywhereTitle'),
      text: t('account.everywhereText'),
      confirm: t('account.everywhere'),
      isDangerous: true,
    })
    if (!yes) return
    const answer = await http.me.signOutEverywhere()
    if (!answer.ok) return notices.tell(errorText(answer.error), 'danger')
    session.end()
  }

  return (
    <div>
      <button type="button" class="button" data-foyer="account-everywhere" onClick={() => void leave()}>
        {t('account.everywhere')}
      </button>
    </div>
  )
}
