/** Dated records of what was done for the visitor, or is to be done (IN-4). */
import type { FollowUp } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { useSignal } from '@preact/signals'
import { useConsole } from '../../console.ts'
import { locale, t } from '../../locale.ts'
import { dateAndTime } from '../../models/time.ts'
import { Icon } from '../icon.tsx'
import { now } from '../now.ts'
import { undoing } from '../undoing.ts'
import { errorText } from '../words.ts'
import type { GroupProps } from './group-props.ts'

export function FollowUps({ visitor, keep }: GroupProps) {
  const { http, notices } = useConsole()
  const text = useSignal('')
  const due = useSignal('')
  const isSaving = useSignal(false)
  const records = visitor.followUps ?? []

  async function add() {
    const said = text.peek().trim()
    if (said === '' || isSaving.peek()) return
    isSaving.value = true
    const at = new Date(due.peek()).getTime()
    const answer = await http.visitors.addFollowUp(visitor.id, {
      text: said,
      ...(Number.isNaN(at) ? {} : { due: at }),
    })
    isSaving.value = false
    if (!answer.ok) return notices.tell(errorText(answer.error), 'danger')
    text.value = due.value = ''
    keep({ ...visitor, followUps: [answer.value, ...records] })
  }

  async function remove(id: string) {
    const answer = await http.visitors.removeFollowUp(visitor.id, id)
    if (!answer.ok) return notices.tell(errorText(answer.error), 'danger')
    const gone = records.find((one) => one.id === id)
    keep({ ...visitor, followUps: records.filter((one) => one.id !== id) })
    if (gone === undefined) return
    notices.tell(t('followUp.removed'), 'plain', { action: undoing(() => void putBack(gone)) })
  }

  async function putBack({ text, due }: FollowUp) {
    await http.visitors.addFollowUp(visitor.id, { text, ...(due === undefined ? {} : { due }) })
    const again = await http.visitors.read(visitor.id)
    if (again.ok) keep(again.value)
  }

  return (
    <>
      <form
        class="follow-up-form"
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <input
          class="input"
          value={text.value}
          maxLength={2_000}
          placeholder={t('followUp.write')}
          aria-label={t('followUp.write')}
          data-foyer="follow-up-text"
          dir={text.value === '' ? undefined : 'auto'}
          onInput={(event) => {
            text.value = event.currentTarget.value
          }}
        />
        {text.value.trim() !== '' && (
          <span class="follow-up-ends">
            <label>
              <span>{t('followUp.due')}</span>
              <input
                class="input"
                type="datetime-local"
                value={due.value}
                data-foyer="follow-up-due"
                onInput={(event) => {
                  due.value = event.currentTarget.value
                }}
              />
            </label>
            <button type="submit" class="button" data-foyer="follow-up-add" disabled={isSaving.value}>
              {t('followUp.add')}
            </button>
          </span>
        )}
      </form>
      <ul class="follow-ups">
        {records.map((record) => (
          <li key={record.id} data-foyer="follow-up">
            <div>
              <span dir="auto">{cleanName(record.text)}</span>
              <small>
                {dateAndTime(record.at, locale.value)} · <bdi>{cleanName(record.by.name ?? '')}</bdi>
              </small>
              {record.due !== undefined && (
                <span class={record.due < now.value ? 'chip note' : 'chip accent'}>
                  {t('followUp.dueAt', { when: dateAndTime(record.due, locale.value) })}
                </span>
              )}
            </div>
            <button
              type="button"
              class="icon-button"
              aria-label={t('followUp.remove')}
              onClick={() => void remove(record.id)}
            >
              <Icon name="trash" size={14} />
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
