/** The group that has a conversation or that it waits for, in the thread's head. */
import type { Head } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { useConsole } from '../../console.ts'

export function GroupChip({ head }: { head: Head }) {
  const { sites } = useConsole()
  const group = sites.known(head.site)?.routing.groups.find(({ id }) => id === head.group)
  if (group === undefined) return null
  return (
    <>
      {' '}
      <span class="chip" data-foyer="group">
        <bdi>{cleanName(group.name)}</bdi>
      </span>
    </>
  )
}
