/** The one-time link's form: the first agent and the first site. The code in the address is all that lets in. */
import type { ProtocolError } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { useConsole } from '../console.ts'
import { t } from '../locale.ts'
import { readOrigin } from '../models/origins.ts'
import { isSiteId, slugOf } from '../models/site-id.ts'
import { Field, FieldNote } from '../parts/field.tsx'
import { focusFault } from '../parts/focus-fault.ts'
import { originFault } from '../parts/origin-words.ts'
import { errorText } from '../parts/words.ts'
import { Door } from './sign-in.tsx'

const leastPassword = 12
/** Of fields that say themselves what the server found wrong. */
const paths = ['/name', '/email', '/password', '/site/name', '/site/origin', '/site/id']

export function Setup({ code }: { code: string }) {
  const { session, go } = useConsole()
  const name = useSignal('')
  const email = useSignal('')
  const password = useSignal('')
  const siteName = useSignal('')
  const siteId = useSignal<string | null>(null)
  const address = useSignal('')
  const wasTried = useSignal(false)
  const fault = useSignal<ProtocolError | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const isBusy = useSignal(false)

  const id = siteId.value ?? slugOf(siteName.value)
  const origin = readOrigin(address.value)
  const idError = isSiteId(id) ? null : t('setup.siteIdWrong')
  const originError = 'fault' in origin ? originFault(origin.fault) : null
  const passwordError = [...password.value].length < leastPassword ? t('setup.passwordShort') : null
  const held = session.session.value
  // The code is all that this is shown for; what the server found wrong is said at its field.
  const isSpent =
    fault.value !== null && ['not_found', 'unauthorized', 'forbidden'].includes(fault.value.code)
  const said = fault.value === null ? null : isSpent ? t('setup.spent') : errorText(fault.value)
  const saidAt = (path: string) => (fault.value?.path === path ? said : null)
  const isElsewhere = !paths.includes(fault.value?.path ?? '')

  async function submit() {
    wasTried.value = true
    fault.value = null
    if ('fault' in origin || idError !== null || passwordError !== null) return focusFault(form.current)
    isBusy.value = true
    fault.value = await session.setUp({
      code,
      name: name.value.trim(),
      email: email.value.trim(),
      password: password.value,
      site: { id, name: siteName.value.trim(), origin: origin.origin },
    })
    isBusy.value = false
    if (fault.value === null) return
    focusFault(form.current)
    // Somebody else may have been here first.
    if (fault.value.code === 'unauthorized') await session.load()
  }

  if (held.state === 'signedOut' && !held.needsSetup) {
    return (
      <Door title={t('setup.used')} text={t('setup.usedText')}>
        <button
          type="button"
          class="button primary wide"
          data-foyer="setup-used"
          onClick={() => go({ screen: 'inbox', list: 'mine', conversation: null })}
        >
          {t('setup.toSignIn')}
        </button>
      </Door>
    )
  }
  return (
    <Door title={t('setup.title')} text={t('setup.text')}>
      <form
        ref={form}
        class="door-form"
        data-foyer="setup"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <Field
          label={t('setup.name')}
          hint={t('setup.nameHint')}
          name="name"
          autocomplete="name"
          hasFocus
          isRequired
          maxLength={80}
          error={saidAt('/name')}
          value={name.value}
          onInput={(value) => {
            name.value = value
          }}
        />
        <Field
          label={t('email')}
          type="email"
          name="email"
          autocomplete="username"
          dir="ltr"
          isRequired
          error={saidAt('/email')}
          value={email.value}
          onInput={(value) => {
            email.value = value
          }}
        />
        <Field
          label={t('password')}
          type="password"
          name="password"
          autocomplete="new-password"
          dir="ltr"
          isRequired
          hint={t('setup.passwordHint')}
          error={(wasTried.value ? passwordError : null) ?? saidAt('/password')}
          value={password.value}
          onInput={(value) => {
            password.value = value
          }}
        />
        <hr />
        <Field
          label={t('setup.siteName')}
          name="site-name"
          isRequired
          maxLength={80}
          error={saidAt('/site/name')}
          value={siteName.value}
          onInput={(value) => {
            siteName.value = value
          }}
        />
        <Field
          label={t('setup.address')}
          name="site-origin"
          dir="ltr"
          isRequired
          placeholder="https://shop.example"
          hint={t('setup.addressHint')}
          error={(wasTried.value ? originError : null) ?? saidAt('/site/origin')}
          value={address.value}
          onInput={(value) => {
            address.value = value
          }}
        />
        <Field
          label={t('setup.siteId')}
          name="site-id"
          dir="ltr"
          isRequired
          maxLength={63}
          hint={t('setup.siteIdHint')}
          error={(wasTried.value ? idError : null) ?? saidAt('/site/id')}
          value={id}
          onInput={(value) => {
            siteId.value = value
          }}
        />
        <FieldNote error={isElsewhere ? said : null} />
        <button type="submit" class="button primary wide" disabled={isBusy.value} data-foyer="submit">
          {isBusy.value && <span class="spinner" />}
          {t('setup.submit')}
        </button>
      </form>
    </Door>
  )
}
