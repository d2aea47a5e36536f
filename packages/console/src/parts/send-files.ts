/** Takes files into a conversation, and says at once which are over the site's limit or empty. */
import { cleanName, formatSize } from '@foyer/widget/text'
import { useConsole } from '../console.ts'
import { locale, t } from '../locale.ts'
import type { OpenThread } from '../models/open-thread.ts'

export function useFiles({ thread, pasted }: OpenThread) {
  const { notices, sites } = useConsole()

  function fitting(files: Iterable<File>): File[] {
    const head = thread.head.peek()
    const most = head === null ? undefined : sites.known(head.site)?.upload.bytes
    return [...files].filter((file) => {
      const name = cleanName(file.name)
      const problem =
        file.size === 0
          ? t('upload.empty', { name })
          : most !== undefined && file.size > most
            ? t('upload.tooLarge', { name, size: formatSize(most, locale.peek()) })
            : null
      if (problem !== null) notices.tell(problem, 'danger')
      return problem === null
    })
  }

  return {
    send(files: Iterable<File>) {
      for (const file of fitting(files)) thread.postFile(file, file.name)
    },
    /** Nothing is sent by pasting: it waits for the next reply. */
    paste(files: Iterable<File>) {
      pasted.value = [...pasted.peek(), ...fitting(files)]
    },
    sendPasted() {
      const files = pasted.peek()
      pasted.value = []
      for (const file of files) thread.postFile(file, file.name)
    },
  }
}
