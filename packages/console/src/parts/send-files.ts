/** Takes files into a conversation, and says at once which are over the site's limit or empty. */
import { cleanName, formatSize } from '@foyer/widget/text'
import { useConsole } from '../console.ts'
import { locale, t } from '../locale.ts'
import type { OpenThread } from '../models/open-thread.ts'

export function useFiles({ thread }: OpenThread): (files: Iterable<File>) => void {
  const { notices, sites } = useConsole()
  return (files) => {
    const head = thread.head.peek()
    const most = head === null ? undefined : sites.known(head.site)?.upload.bytes
    for (const file of files) {
      if (file.size === 0) notices.tell(t('upload.empty', { name: cleanName(file.name) }), 'danger')
      else if (most === undefined || file.size <= most) thread.postFile(file, file.name)
      else {
        const size = formatSize(most, locale.peek())
        notices.tell(t('upload.tooLarge', { name: cleanName(file.name), size }), 'danger')
      }
    }
  }
}
