/** Who the visitor is, whether it is here, and what is done about one who is a nuisance (RT-14). */
import { profileLimits } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useConsole, useDesk } from '../../console.ts'
import { t } from '../../locale.ts'
import { Avatar } from '../avatar.tsx'
import { download } from '../download.ts'
import { Icon } from '../icon.tsx'
import { later } from '../later.tsx'
import { Menu, MenuItem } from '../menu.tsx'
import { undoing } from '../undoing.ts'
import { useMay } from '../use-may.ts'
import { errorText } from '../words.ts'
import { Editable } from './editable.tsx'
import type { GroupProps } from './group-props.ts'
import { useSave } from './use-save.ts'

const BlockDialog = later<Pick<GroupProps, 'visitor' | 'keep'> & { onClose: () => void }>(
  async () => (await import('./block-dialog.tsx')).BlockDialog,
)

const EraseDialog = later<Pick<GroupProps, 'visitor'> & { onClose: () => void }>(
  async () => (await import('./erase-dialog.tsx')).EraseDialog,
)

export function Identity({ visitor, keep, gear }: GroupProps & { gear: ComponentChildren }) {
  const { http, notices } = useConsole()
  const { client } = useDesk()
  const may = useMay(visitor.site)
  const save = useSave(visitor, keep)
  const isBlocking = useSignal(false)
  const isErasing = useSignal(false)
  const name = cleanName(visitor.nickname)
  const { id, present, muted = false, blocked = false } = visitor

  async function reload() {
    const answer = await http.visitors.read(id)
    if (answer.ok) keep(answer.value)
  }

  async function mute(on: boolean, isUndone = false) {
    const { error } = await client.request('mute', { visitor: id, on })
    if (error !== undefined) return notices.tell(errorText(error), 'danger')
    const undo = isUndone ? {} : { action: undoing(() => void mute(!on, true)) }
    notices.tell(t(on ? 'mute.done' : 'mute.undone'), 'plain', undo)
    await reload()
  }

  async function unblock() {
    const { error } = await client.request('block', { visitor: id, on: false })
    if (error !== undefined) return notices.tell(errorText(error), 'danger')
    notices.tell(t('block.undone'))
    await reload()
  }

  return (
    <div class="panel-identity">
      <Avatar name={name} id={id} size="large" status={present ? 'online' : undefined} />
      <div class="panel-name">
        <Editable
          label={t('panel.nickname')}
          value={visitor.nickname}
          limit={profileLimits.nickname}
          hook="nickname"
          className="panel-rename"
          save={async (nickname) => nickname === '' || save({ nickname }, { nickname: visitor.nickname })}
        >
          <bdi>{name}</bdi>
        </Editable>
        <span class="panel-states">
          <span class={present ? 'chip good' : 'chip'} data-foyer="presence">
            {present ? t('panel.present') : t('panel.absent')}
          </span>
          {muted && <span class="chip note">{t('mute.state')}</span>}
          {blocked && <span class="chip note">{t('block.state')}</span>}
        </span>
      </div>
      <span class="panel-tools">
        {(may('visitor.mute') || may('visitor.block') || may('visitor.erase')) && (
          <Menu
            label={t('visitor.more')}
            tip={t('visitor.more')}
            hook="visitor-more"
            button={<Icon name="more" />}
          >
            {may('visitor.mute') && (
              <MenuItem hook="mute" onChoose={() => void mute(!muted)}>
                <Icon name="bell" size={16} />
                {t(muted ? 'mute.undo' : 'mute.do')}
              </MenuItem>
            )}
            {may('visitor.block') &&
              (blocked ? (
                <MenuItem hook="unblock" onChoose={() => void unblock()}>
                  <Icon name="shield" size={16} />
                  {t('block.undo')}
                </MenuItem>
              ) : (
                <MenuItem
                  hook="block"
                  isDangerous
                  onChoose={() => {
                    isBlocking.value = true
                  }}
                >
                  <Icon name="shield" size={16} />
                  {t('block.do')}
                </MenuItem>
              ))}
            {may('visitor.erase') && (
              <>
                <MenuItem
                  hook="export-visitor"
                  onChoose={() => download(http.visitors.exportUrl(visitor.site, id))}
                >
                  <Icon name="download" size={16} />
                  {t('erase.export')}
                </MenuItem>
                <MenuItem
                  hook="erase"
                  isDangerous
                  onChoose={() => {
                    isErasing.value = true
                  }}
                >
                  <Icon name="trash" size={16} />
                  {t('erase.do')}
                </MenuItem>
              </>
            )}
          </Menu>
        )}
        {gear}
      </span>
      {isErasing.value && (
        <EraseDialog
          visitor={visitor}
          onClose={() => {
            isErasing.value = false
          }}
        />
      )}
      {isBlocking.value && (
        <BlockDialog
          visitor={visitor}
          keep={keep}
          onClose={() => {
            isBlocking.value = false
          }}
        />
      )}
    </div>
  )
}
