/** A transcript for whoever may see the conversation (CV-14). */
import type { Handler } from '../outcome.ts'
import { notFound } from '../outcome.ts'
import { mine } from './change.ts'

export const requestTranscript: Handler<'transcript.request'> = async (
  parts,
  { who, door },
  { conversation, format, email },
) => {
  const stored = await mine(parts, who, conversation)
  if (stored === null) return notFound
  return parts.transcripts.request(
    { side: who.side, id: who.id, address: door.address },
    {
      conversation,
      site: stored.state.site,
      ...(format === undefined ? {} : { format }),
      ...(email === undefined ? {} : { email }),
    },
  )
}
