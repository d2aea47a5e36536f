/** The one-time link's form: the first agent and the first site. The code in the address is all that lets in. */
import { useSignal } from '@preact/signals'
import { useConsole } from '../console.ts'
import { t } from '../locale.ts'
import { readOrigin } from '../models/origins.ts'
import { isSiteId, slugOf } from '../models/site-id.ts'
import { Field, FieldNote } from '../parts/field.tsx'
import { originFault } from '../parts/origin-words.ts'
import { errorText } from '../parts/words.ts'
import { Door } from './sign-in.tsx'

const leastPassword = 12

export function Setup({ code }: { code: string }) {
  const { session } = useConsole()
  const name = useSignal('')
  const email = useSignal('')
  const password = useSignal('')
  const siteName = useSignal('')
  const siteId = useSignal<string | null>(null)
  const address = useSignal('')
  const wasTried = useSignal(false)
  const error = useSignal<string | null>(null)
  const isBusy = useSignal(false)

  const id = siteId.value ?? slugOf(siteName.value)
  const origin = readOrigin(address.value)
  const idError = isSiteId(id) ? null : t('setup.siteIdWrong')
  const originError = 'fault' in origin ? originFault(origin.fault) : null
  const passwordError = [...password.value].length < leastPassword ? t('setup.passwordShort') : null

  async function submit() {
    wasTried.value = true
    if ('fault' in origin || idError !== null || passwordError !== null) return
    isBusy.value = true
    const refused = await session.setUp({
      code,
      name: name.value.trim(),
      email: email.value.trim(),
      password: password.value,
      site: { id, name: siteName.value.trim(), origin: origin.origin },
    })
    isBusy.value = false
    if (refused === null) return
    const isSpent =
      refused.code === 'not_found' || refused.code === 'unauthorized' || refused.code === 'forbidden'
    error.value = isSpent ? t('setup.spent') : errorText(refused)
  }

  return (
    <Door title={t('setup.title')} text={t('setup.text')}>
      <form
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
          error={wasTried.value ? passwordError : null}
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
          error={wasTried.value ? originError : null}
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
          error={wasTried.value ? idError : null}
          value={id}
          onInput={(value) => {
            siteId.value = value
          }}
        />
        <FieldNote error={error.value} />
        <button type="submit" class="button primary wide" disabled={isBusy.value} data-foyer="submit">
          {isBusy.value && <span class="spinner" />}
          {t('setup.submit')}
        </button>
      </form>
    </Door>
  )
}
