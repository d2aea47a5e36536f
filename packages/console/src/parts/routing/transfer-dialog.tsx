/** Gives the open conversation to a colleague or to a group, with a note for them (RT-10). */
import '../../styles/routing.css'
import type { Id } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { useComputed, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useConsole, useDesk } from '../../console.ts'
import { t } from '../../locale.ts'
import { rank } from '../../models/palette.ts'
import { Avatar } from '../avatar.tsx'
import { Dialog } from '../dialog.tsx'
import { Field, FieldNote } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { errorText, statuses, statusNames } from '../words.ts'

type To = { agent: Id } | { group: Id }

/** More people than this are searched rather than looked through. */
const manyPeople = 7

interface Props {
  site: string
  current: Id | undefined
  onClose: () => void
}

export function TransferDialog({ site, current, onClose }: Props) {
  const desk = useDesk()
  const { sites, notices } = useConsole()
  const to = useSignal<(To & { name: string }) | null>(null)
  const note = useSignal('')
  const typed = useSignal('')
  const error = useSignal<string | null>(null)
  const isBusy = useSignal(false)
  useEffect(() => void sites.loadColleagues(site), [site])

  const groups = sites.known(site)?.routing.groups ?? []
  const people = useComputed(() =>
    sites
      .colleaguesOf(site)
      .value.filter(({ id }) => id !== current && id !== desk.me.value)
      .toSorted(
        (one, other) =>
          statuses.indexOf(one.status) - statuses.indexOf(other.status) || one.load - other.load,
      ),
  ).value
  const shownPeople = rank(people, ({ name }) => name, typed.value)
  const shownGroups = rank(groups, ({ name }) => name, typed.value)
  const held = to.value
  const isTo = (id: Id) => held !== null && ('agent' in held ? held.agent : held.group) === id

  function choose(next: To & { name: string }) {
    to.value = next
    error.value = null
  }

  async function submit() {
    const chosen = to.peek()
    if (chosen === null || isBusy.peek()) return
    isBusy.value = true
    const { name, ...target } = chosen
    const failed = await desk.transfer(target, note.peek().trim() || undefined)
    isBusy.value = false
    if (failed === null) {
      notices.tell(t('transfer.done', { name }))
      return onClose()
    }
    // Somebody went away while this was open: seen once more, and somebody else may be chosen.
    error.value = failed.code === 'conflict' ? t('transfer.notThere', { name }) : errorText(failed)
    if (failed.code === 'conflict') to.value = null
    void sites.loadColleagues(site)
  }

  return (
    <Dialog title={t('transfer.title')} hook="transfer" onClose={onClose}>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        {people.length + groups.length > manyPeople && (
          <label class="list-search">
            <Icon name="search" size={15} />
            <input
              autofocus
              aria-label={t('transfer.search')}
              placeholder={t('transfer.search')}
              value={typed.value}
              onInput={(event) => {
                typed.value = event.currentTarget.value
              }}
            />
          </label>
        )}
        <fieldset class="people" aria-label={t('transfer.to')}>
          <div class="receivers">
            {shownPeople.map(({ id, name, avatar, status, load }) => {
              const isAway = status === 'away' || status === 'offline'
              return (
                <label key={id} class={isAway ? 'receiver is-away' : 'receiver'}>
                  <input
                    type="radio"
                    name="transfer-to"
                    checked={isTo(id)}
                    disabled={isAway}
                    data-foyer="transfer-agent"
                    onChange={() => choose({ agent: id, name: cleanName(name) })}
                  />
                  <Avatar name={name} id={id} image={avatar} size="medium" status={status} />
                  <bdi>{cleanName(name)}</bdi>
                  <span class="end">
                    {status === 'online' ? '' : `${t(statusNames[status])} · `}
                    {isAway ? t('transfer.wouldNotSee') : t('transfer.open', { n: load })}
                  </span>
                </label>
              )
            })}
            {shownGroups.map(({ id, name, members }) => (
              <label key={id} class="receiver">
                <input
                  type="radio"
                  name="transfer-to"
                  checked={isTo(id)}
                  data-foyer="transfer-group"
                  onChange={() => choose({ group: id, name: cleanName(name) })}
                />
                <span class="receiver-icon">
                  <Icon name="branch" size={15} />
                </span>
                <bdi>{cleanName(name)}</bdi>
                <span class="end">{t('transfer.members', { n: members.length })}</span>
              </label>
            ))}
          </div>
          {shownPeople.length + shownGroups.length === 0 && <p class="field-hint">{t('transfer.nobody')}</p>}
        </fieldset>
        <Field
          label={t('transfer.note')}
          hint={t('transfer.noteHint')}
          isLong
          maxLength={1000}
          value={note.value}
          hook="transfer-note"
          onInput={(value) => {
            note.value = value
          }}
        />
        <FieldNote error={error.value} />
        <div class="dialog-ends">
          <button type="button" class="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button
            type="submit"
            class="button primary"
            disabled={held === null || isBusy.value}
            data-foyer="transfer-yes"
          >
            {t('transfer.submit')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
