/** Files on their way: which may go, how far they have come, and what became of those that could not. */
import type { Upload } from '@foyer/client'
import { cleanName } from '@foyer/protocol'
import type { VNode } from 'preact'
import { fill, type Texts } from '../locales/texts.ts'
import { Icon } from '../panel/icons.tsx'
import type { Model } from '../panel/model.ts'
import { rich } from '../panel/rich.tsx'
import { FileName, fileIcon } from './file-view.tsx'

const alertIcon = 'M12 8v5M12 16.5v.1M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z'

const nameOf = (file: File) => cleanName(file.name) || 'file'

export function UploadRow({ m, upload }: { m: Model; upload: Upload }): VNode {
  const t = m.texts.peek()
  const { tag } = m.dress.peek()
  const name = cleanName(upload.name)
  const share = upload.size > 0 ? upload.sent / upload.size : 0
  const failed = upload.state === 'failed'
  // The site would not take it the next time either.
  const isFinal = /^(too_large|unsupported_type)$/.test(upload.error?.code ?? '')
  const conversation = m.client.conversation.peek()
  return (
    <div part="message upload" data-side="me" data-first data-last data-state={upload.state}>
      <div class="body">
        <div class="line">
          <div part="bubble">
            {upload.preview && !/\.svg$/i.test(name) && <img class="preview" src={upload.preview} alt="" />}
            <div class="row">
              <Icon path={failed ? alertIcon : fileIcon} />
              <span>
                <FileName name={name} />
                <small>
                  {failed
                    ? upload.error
                      ? m.explain(upload.error, name)
                      : t.failed
                    : `${new Intl.NumberFormat(tag, { style: 'percent' }).format(share)} · ${rich().formatSize(upload.size, tag)}`}
                </small>
              </span>
            </div>
            {!failed && <progress max={1} value={share} aria-label={fill(t.uploading, { name })} />}
          </div>
        </div>
        <span part="meta">
          {failed && !isFinal && (
            <button type="button" part="retry" onClick={() => conversation.retry(upload.key)}>
              {t.retry}
            </button>
          )}
          <button type="button" part="remove" onClick={() => conversation.remove(upload.key)}>
            {failed ? t.remove : t.cancel}
          </button>
        </span>
      </div>
    </div>
  )
}

/** Sends what can be sent. */
export async function addFiles(m: Model, files: readonly File[]): Promise<void> {
  const good = await fitting(m, files)
  if (good.length === 0) return
  m.first(() => {
    for (const file of good) m.client.conversation.peek().postFile(file, nameOf(file))
  })
}

/** Those that can be sent; what cannot is said, all of it. */
export async function fitting(m: Model, files: readonly File[]): Promise<File[]> {
  if (m.isClosed.peek()) return []
  const { config, tag } = m.dress.peek()
  const { fileTypes, limits } = config
  const limit = Math.min(m.client.limits.peek().file, limits.file)
  const folders = await Promise.all(files.map(isFolder))
  const problems = new Set<string>()
  const good: File[] = []
  for (const [at, file] of files.entries()) {
    const name = nameOf(file)
    const t = m.texts.peek()
    const problem = folders[at] ? fill(t.folder, { name }) : fileProblem(file, name, limit, fileTypes, t, tag)
    if (problem === null) good.push(file)
    else problems.add(problem)
  }
  if (files.length > 0) m.warning.value = [...problems].slice(0, 3).join(' ')
  return good
}

/** Dropped, it looks like a file without a type, and cannot be read. */
async function isFolder(file: File): Promise<boolean> {
  if (file.type !== '') return false
  return file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => false,
      () => true,
    )
}

/** Why a file cannot be sent, before its first byte is; null where it can. */
export function fileProblem(
  file: { size: number; type: string },
  name: string,
  limit: number,
  types: readonly string[],
  texts: Texts,
  tag: string,
): string | null {
  if (file.size === 0) return fill(texts.fileEmpty, { name })
  if (file.size > limit) return fill(texts.fileTooLarge, { name, size: rich().formatSize(limit, tag) })
  const fits = types.some(
    (type) =>
      type === file.type ||
      (type.endsWith('/*') && file.type.startsWith(type.slice(0, -1))) ||
      (type.startsWith('.') && name.toLowerCase().endsWith(type)),
  )
  return types.length === 0 || fits ? null : fill(texts.fileType, { name })
}
