/** Above the thread: tags of the conversation, to be put on and taken off by button (IN-5). */
import { useConsole, useDesk } from '../console.ts'
import { t } from '../locale.ts'
import type { OpenThread } from '../models/open-thread.ts'
import { tagsOf } from './conversation-row.tsx'
import { Icon } from './icon.tsx'
import { Menu, MenuItem } from './menu.tsx'
import { TagChip } from './tag-chip.tsx'
import { errorText } from './words.ts'

export function TagMenu({ open, site }: { open: OpenThread; site: string }) {
  const { sites, notices } = useConsole()
  const { client } = useDesk()
  const held = tagsOf(open.thread.head.value?.labels ?? [])
  const settings = sites.of(site).value
  const tags = settings.state === 'ready' ? settings.value.settings.tags : null
  const offered = [
    ...new Set([...(tags?.system ?? []).map(({ id }) => `sys:${id}`), ...held, ...(tags?.own ?? [])]),
  ]
  if (offered.length === 0) return null

  async function toggle(tag: string) {
    const isOn = held.includes(tag)
    const of = { conversation: open.id }
    const { error } = await client.changeTags(of, isOn ? [] : [tag], isOn ? [tag] : [])
    if (error !== undefined) notices.tell(errorText(error), 'danger')
  }

  return (
    <Menu label={t('panel.tags')} tip={t('panel.tags')} hook="tag-menu" button={<Icon name="tag" />}>
      <div class="menu-title">{t('panel.tags')}</div>
      {offered.slice(0, 30).map((tag) => (
        <MenuItem key={tag} isChecked={held.includes(tag)} hook="tag-item" onChoose={() => void toggle(tag)}>
          <TagChip site={site} tag={tag} />
        </MenuItem>
      ))}
    </Menu>
  )
}
