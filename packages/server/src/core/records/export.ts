/** How records leave: columns of a table, or objects of JSON. Times are ISO 8601 in UTC, durations seconds. Pure. */
import type { ConversationRecord, ExportWhat, Id, Time } from '@foyer/protocol'
import { byteOrderMark, writeRow } from '../csv/csv.ts'
import type { RecordLine } from './lines.ts'

export interface ExportForm {
  format: 'csv' | 'json'
  what: ExportWhat
  /** CSV: with a byte order mark, for Excel. */
  mark: boolean
  linkTo(file: Id): string
}

type Column<T> = [name: string, value: (row: T) => string | number | undefined]

const conversationColumns: Column<ConversationRecord>[] = [
  ['conversation', (one) => one.conversation],
  ['started', (one) => timeText(one.startedAt)],
  ['closed', (one) => timeText(one.closedAt)],
  ['status', (one) => one.status],
  ['closed by', (one) => one.reason],
  ['visitor', (one) => one.nickname],
  ['channel', (one) => one.channel],
  ['source', (one) => one.source],
  ['last agent', (one) => one.agent?.name],
  ['agents', (one) => one.served],
  ['group', (one) => one.group],
  ['tags', (one) => one.tags.join('\n')],
  ['assistant', (one) => one.assistant],
  ['invited to rate', (one) => (one.invited ? 'yes' : 'no')],
  ['rating', (one) => one.rating?.score],
  ['rating tags', (one) => one.rating?.tags.join('\n')],
  ['rating comment', (one) => one.rating?.comment],
  ['messages of the visitor', (one) => one.messages.visitor],
  ['messages of agents', (one) => one.messages.agent],
  ['messages of the assistant', (one) => one.messages.assistant],
  ['offline messages', (one) => one.messages.offline],
  ['seconds to the first answer', (one) => seconds(one.firstAnswer)],
  ['seconds to the first response', (one) => seconds(one.firstResponse)],
]

const messageColumns = (linkTo: ExportForm['linkTo']): Column<RecordLine>[] => [
  ['message', (line) => line.seq],
  ['at', (line) => timeText(line.at)],
  ['by', (line) => line.by],
  ['name', (line) => line.name],
  ['kind', (line) => line.kind],
  ['text', (line) => line.text],
  ['file type', (line) => line.file?.type],
  ['file link', (line) => line.file && linkTo(line.file.id)],
  ['sent by itself', (line) => line.auto],
  ['offline', (line) => (line.isOffline ? 'yes' : 'no')],
]

/** What stands before, between and behind; `write` takes a conversation and, where they are wanted, its lines. */
export function createExport({ format, what, mark, linkTo }: ExportForm) {
  const columns = messageColumns(linkTo)
  const withFacts = what !== 'messages'
  const withLines = what !== 'conversations'
  let isFirst = true

  function rows(record: ConversationRecord, lines: readonly RecordLine[]): string {
    const facts = (withFacts ? conversationColumns : conversationColumns.slice(0, 1)).map(([, of]) =>
      String(of(record) ?? ''),
    )
    if (!withLines) return writeRow(facts)
    return lines
      .map((line) => writeRow([...facts, ...columns.map(([, of]) => String(of(line) ?? ''))]))
      .join('')
  }

  function objects(record: ConversationRecord, lines: readonly RecordLine[]): string {
    const messages = lines.map(({ file, ...line }) => ({
      ...(what === 'messages' ? { conversation: record.conversation } : {}),
      ...line,
      at: timeText(line.at),
      ...(file === undefined ? {} : { file: { ...file, link: linkTo(file.id) } }),
    }))
    const facts = {
      ...record,
      startedAt: timeText(record.startedAt),
      closedAt: timeText(record.closedAt),
    }
    const list = what === 'messages' ? messages : [what === 'both' ? { ...facts, messages } : facts]
    return list
      .map((one) => {
        const text = `${isFirst ? '' : ','}\n${JSON.stringify(one)}`
        isFirst = false
        return text
      })
      .join('')
  }

  const head = [
    ...(withFacts ? conversationColumns : conversationColumns.slice(0, 1)).map(([name]) => name),
    ...(withLines ? columns.map(([name]) => name) : []),
  ]
  return {
    withLines,
    begin: format === 'csv' ? `${mark ? byteOrderMark : ''}${writeRow(head)}` : '[',
    write: format === 'csv' ? rows : objects,
    end: format === 'csv' ? '' : '\n]\n',
  }
}

function timeText(at: Time | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString()
}

function seconds(ms: Time | undefined): number | undefined {
  return ms === undefined ? undefined : Math.round(ms / 1000)
}
