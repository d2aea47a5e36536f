/** A link that lets somebody in, shown this once to be copied and sent. */
import { useConsole } from '../../console.ts'
import { t } from '../../locale.ts'
import { copyText } from '../copy.ts'
import { Dialog } from '../dialog.tsx'
import { Icon } from '../icon.tsx'

interface Props {
  title: string
  text: string
  label: string
  link: string
  hint: string
  onClose: () => void
}

export function LinkDialog({ title, text, label, link, hint, onClose }: Props) {
  const { notices } = useConsole()
  return (
    <Dialog title={title} hook="invite-made" onClose={onClose}>
      <div class="door-form">
        <p class="dialog-text">{text}</p>
        <div class="invite-link">
          <input
            class="input"
            readOnly
            dir="ltr"
            aria-label={label}
            value={link}
            data-foyer="invite-link"
            onFocus={(event) => event.currentTarget.select()}
          />
          <button
            type="button"
            class="button primary"
            data-foyer="invite-copy"
            onClick={() => void copyText(link, notices)}
          >
            <Icon name="copy" size={15} />
            {t('invite.copy')}
          </button>
        </div>
        <p class="field-hint">{hint}</p>
        <div class="dialog-ends">
          <button type="button" class="button" data-foyer="invite-done" onClick={onClose}>
            {t('invite.done')}
          </button>
        </div>
      </div>
    </Dialog>
  )
}
