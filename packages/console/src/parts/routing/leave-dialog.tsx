/** Asks who takes what is open while its agent is away; Enter does what is chosen, Escape changes nothing. */
import '../../styles/routing.css'
import { cleanName } from '@foyer/widget/text'
import { useSignal } from '@preact/signals'
import { useConsole, useDesk } from '../../console.ts'
import { t } from '../../locale.ts'
import { Avatar } from '../avatar.tsx'
import { Dialog } from '../dialog.tsx'
import { FieldNote } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { errorText } from '../words.ts'
import type { Leave } from './leave.ts'

const keep = 'keep'

export function LeaveDialog({ leave, onClose }: { leave: Leave; onClose: () => void }) {
  const desk = useDesk()
  const { session, notices } = useConsole()
  const { colleagues, open, signsOut, to } = leave
  const chosen = useSignal(colleagues[0]?.id ?? keep)
  const error = useSignal<string | null>(null)
  const isBusy = useSignal(false)
  const title = signsOut ? t('leave.signOut') : t(to === 'away' ? 'leave.away' : 'leave.offline')

  async function submit() {
    if (isBusy.peek()) return
    // Who leaves does not wait for a connection with a dialog in front of them.
    if (desk.client.connection.peek().state !== 'online') {
      error.value = t('error.unavailable')
      return
    }
    isBusy.value = true
    const how = chosen.peek() === keep ? ({ keep: true } as const) : { handTo: chosen.peek() }
    const answer = await desk.setStatus(to, how)
    if (answer.error !== null) {
      isBusy.value = false
      error.value = errorText(answer.error)
      return
    }
    const taker = colleagues.find(({ id }) => id === chosen.peek())
    const failed = signsOut ? await session.signOut() : null
    onClose()
    if (failed !== null) notices.tell(t('failed', { why: failed.message }), 'danger')
    else if (taker !== undefined)
      notices.tell(t('leave.moved', { n: open, name: cleanName(taker.name ?? '') }))
  }

  return (
    <Dialog title={title} hook="leave" onClose={onClose}>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        {colleagues.length > 0 ? (
          <fieldset class="people" aria-label={t('leave.who')}>
            <p class="dialog-text">{t('leave.open', { n: open })}</p>
            <div class="receivers">
              {colleagues.map(({ id = '', name = '', avatar }, index) => (
                <label key={id} class="receiver">
                  <input
                    type="radio"
                    name="leave-to"
                    autofocus={index === 0}
                    checked={chosen.value === id}
                    data-foyer="leave-to"
                    onChange={() => {
                      chosen.value = id
                    }}
                  />
                  <Avatar name={name} id={id} image={avatar} size="medium" status="online" />
                  <bdi>{cleanName(name)}</bdi>
                  {index === 0 && colleagues.length > 1 && <span class="end">{t('leave.leastToDo')}</span>}
                </label>
              ))}
              <label class="receiver">
                <input
                  type="radio"
                  name="leave-to"
                  checked={chosen.value === keep}
                  data-foyer="leave-keep"
                  onChange={() => {
                    chosen.value = keep
                  }}
                />
                <span class="receiver-icon">
                  <Icon name="lock" size={15} />
                </span>
                {t('leave.keep')}
              </label>
            </div>
          </fieldset>
        ) : (
          <p class="dialog-text">{open > 0 ? t('leave.stay', { n: open }) : t('leave.signOutText')}</p>
        )}
        <FieldNote error={error.value} />
        <div class="dialog-ends">
          <button type="button" class="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button
            type="submit"
            class="button primary"
            autofocus={colleagues.length === 0}
            disabled={isBusy.value}
            data-foyer="leave-yes"
          >
            {signsOut ? t('signOut') : t(to === 'away' ? 'leave.goAway' : 'leave.goOffline')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
