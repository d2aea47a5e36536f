/** Why the server took a form not, and which of its fields it meant. */
import type { ProtocolError } from '@foyer/protocol'
import type { Model } from '../panel/model.ts'

export function refusal(m: Model, error: ProtocolError): { id: string; text: string } {
  const [, field] = /\/values\/(.+)$/.exec(error.path ?? '') ?? []
  if (!field) return { id: '', text: m.explain(error) }
  return { id: field.replaceAll('~1', '/').replaceAll('~0', '~'), text: m.texts.peek().fieldWrong }
}
