/** The way to the transfer dialog, in the menu of who may have the conversation. */
import type { Id } from '@foyer/protocol'
import { signal } from '@preact/signals'
import { addWords, t } from '../../locale.ts'
import { Icon } from '../icon.tsx'
import { later } from '../later.tsx'
import { MenuItem } from '../menu.tsx'
import type { TransferDialog } from './transfer-dialog.tsx'

const isOpen = signal(false)

const Dialog = later<Parameters<typeof TransferDialog>[0]>(async () => {
  const [part] = await Promise.all([import('./transfer-dialog.tsx'), addWords('routing')])
  return part.TransferDialog
})

export function TransferItem() {
  return (
    <MenuItem
      hook="assign-transfer"
      onChoose={() => {
        isOpen.value = true
      }}
    >
      <Icon name="branch" size={16} mirrored />
      {t('assign.transfer')}
    </MenuItem>
  )
}

export function Transfer({ site, current }: { site: string; current: Id | undefined }) {
  if (!isOpen.value) return null
  return (
    <Dialog
      site={site}
      current={current}
      onClose={() => {
        isOpen.value = false
      }}
    />
  )
}
