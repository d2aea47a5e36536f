/** A conversation to take along or to send (CV-14): as text, as a page, or by e-mail. */
import type { Id, TranscriptFormat } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { useConsole } from '../console.ts'
import { t } from '../locale.ts'
import { Dialog } from './dialog.tsx'
import { download } from './download.ts'
import { Field } from './field.tsx'
import { Icon } from './icon.tsx'
import { Menu, MenuItem } from './menu.tsx'
import { errorText } from './words.ts'

/** `email`: of the visitor, where it is known. */
export function TranscriptMenu({ conversation, email }: { conversation: Id; email: string }) {
  const { http, notices } = useConsole()
  const isMailing = useSignal(false)

  async function save(format: TranscriptFormat) {
    const answer = await http.mail.transcript(conversation, { format })
    if (!answer.ok) return notices.tell(errorText(answer.error), 'danger')
    if ('url' in answer.value) download(answer.value.url)
  }

  return (
    <>
      <Menu
        label={t('transcript.menu')}
        tip={t('transcript.menu')}
        hook="transcript"
        button={<Icon name="download" />}
      >
        <div class="menu-title">{t('transcript.menu')}</div>
        <MenuItem hook="transcript-text" onChoose={() => void save('text')}>
          <Icon name="file" size={16} />
          {t('transcript.text')}
        </MenuItem>
        <MenuItem hook="transcript-html" onChoose={() => void save('html')}>
          <Icon name="code" size={16} />
          {t('transcript.html')}
        </MenuItem>
        <div class="menu-rule" />
        <MenuItem
          hook="transcript-mail"
          onChoose={() => {
            isMailing.value = true
          }}
        >
          <Icon name="mail" size={16} />
          {t('transcript.mail')}
        </MenuItem>
      </Menu>
      {isMailing.value && (
        <MailDialog
          conversation={conversation}
          email={email}
          onClose={() => {
            isMailing.value = false
          }}
        />
      )}
    </>
  )
}

function MailDialog({
  conversation,
  email,
  onClose,
}: {
  conversation: Id
  email: string
  onClose: () => void
}) {
  const { http, notices } = useConsole()
  const to = useSignal(email)
  const problem = useSignal<string | null>(null)
  const isBusy = useSignal(false)

  async function send() {
    if (isBusy.peek()) return
    isBusy.value = true
    const answer = await http.mail.transcript(conversation, { email: to.peek() })
    isBusy.value = false
    if (!answer.ok) {
      problem.value = answer.error.path === '/email' ? t('mail.noAddress') : answer.error.message
      return
    }
    notices.tell(t('transcript.sent', { to: to.peek().trim() }))
    onClose()
  }

  return (
    <Dialog title={t('transcript.mail')} hook="transcript-dialog" onClose={onClose}>
      <form
        class="door-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Field
          label={t('transcript.to')}
          type="email"
          dir="ltr"
          hasFocus
          maxLength={254}
          value={to.value}
          hint={t('transcript.toHint')}
          error={problem.value}
          hook="transcript-to"
          onInput={(value) => {
            to.value = value
            problem.value = null
          }}
        />
        <div class="dialog-ends">
          <button type="button" class="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" class="button primary" disabled={isBusy.value} data-foyer="transcript-send">
            {t('transcript.send')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
