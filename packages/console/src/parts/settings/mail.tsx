/** Who is told of new conversations by e-mail (IN-15), and what visitors get (CV-14, WG-11). */
import '../../styles/records.css'
import type { MailSettings, MailState } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useConsole } from '../../console.ts'
import { t } from '../../locale.ts'
import { Field, Segments, Switch } from '../field.tsx'
import { errorText } from '../words.ts'
import type { SectionProps } from './section.ts'
import { useTypedList } from './typed-list.ts'

export function MailSection({ site, settings, set, faultAt = () => null }: SectionProps) {
  const { http } = useConsole()
  const { mail } = settings
  const state = useSignal<MailState | null>(null)
  useEffect(() => {
    void http.mail.read(site).then((answer) => {
      if (answer.ok) state.value = answer.value
    })
  }, [site])
  const change = (some: Partial<MailSettings>) => set({ mail: { ...mail, ...some } })
  const addresses = useTypedList({
    list: mail.to,
    write: (list) => list.join('\n'),
    read: linesOf,
    onChange: (to) => change({ to }),
  })
  const known = state.value
  return (
    <div class="settings-fields">
      {known !== null && (
        <p class="callout" data-foyer="mail-state">
          {known.isSet ? t('mail.from', { from: known.from ?? '' }) : t('mail.unset')}
        </p>
      )}
      <Segments<MailSettings['notify']>
        label={t('mail.notify')}
        value={mail.notify}
        hint={t('mail.notifyHint')}
        options={[
          { value: 'all', label: t('mail.notifyAll') },
          { value: 'nobodyOnline', label: t('mail.notifyNobody') },
          { value: 'none', label: t('mail.notifyNone') },
        ]}
        hook="mail-notify"
        onChange={(notify) => change({ notify })}
      />
      <Field
        label={t('mail.to')}
        isLong
        dir="ltr"
        {...addresses}
        hint={t('mail.toHint')}
        error={mail.notify !== 'none' && mail.to.length === 0 ? t('mail.toMissing') : faultAt('/mail/to')}
        hook="mail-to"
      />
      <Field
        label={t('mail.fromName')}
        value={mail.fromName}
        maxLength={80}
        placeholder={settings.name}
        hint={t('mail.fromNameHint')}
        hook="mail-from-name"
        onInput={(fromName) => change({ fromName })}
      />
      <Switch
        label={t('mail.answers')}
        hint={t('mail.answersHint')}
        isOn={mail.answers}
        hook="mail-answers"
        onChange={(answers) => change({ answers })}
      />
      <Switch
        label={t('mail.transcripts')}
        hint={t('mail.transcriptsHint')}
        isOn={mail.transcripts}
        hook="mail-transcripts"
        onChange={(transcripts) => change({ transcripts })}
      />
      {known?.isSet === true && <TestMail site={site} />}
    </div>
  )
}

function TestMail({ site }: { site: string }) {
  const { http, session } = useConsole()
  const who = session.session.value
  const to = useSignal(who.state === 'signedIn' ? who.agent.email : '')
  const said = useSignal<{ ok: boolean; text: string } | null>(null)
  const isBusy = useSignal(false)

  async function send() {
    if (isBusy.peek()) return
    isBusy.value = true
    said.value = null
    const answer = await http.mail.test(site, to.peek())
    isBusy.value = false
    said.value = answer.ok
      ? { ok: true, text: t('mail.tested', { to: answer.value.email }) }
      : {
          ok: false,
          text:
            answer.error.path === '/to'
              ? t('mail.noAddress')
              : // Why a mail server refuses is in its own words.
                answer.error.code === 'unavailable'
                ? answer.error.message
                : errorText(answer.error),
        }
  }

  return (
    <div class="field">
      <Field
        label={t('mail.test')}
        type="email"
        dir="ltr"
        maxLength={254}
        value={to.value}
        hint={t('mail.testHint')}
        error={said.value !== null && !said.value.ok ? said.value.text : null}
        hook="mail-test-to"
        onInput={(value) => {
          to.value = value
        }}
      />
      <div class="mail-test">
        <button
          type="button"
          class="button"
          disabled={isBusy.value}
          data-foyer="mail-test"
          onClick={() => void send()}
        >
          {t('mail.testSend')}
        </button>
        <span role="status" data-foyer="mail-tested">
          {said.value?.ok === true && said.value.text}
        </span>
      </div>
    </div>
  )
}

function linesOf(text: string): string[] {
  return text
    .split(/[\s,;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
