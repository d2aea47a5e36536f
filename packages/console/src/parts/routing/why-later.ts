/** The explanation with its words, fetched with the first thread that has one. */
import { addWords } from '../../locale.ts'
import { later } from '../later.tsx'
import type { WhyLine } from './why.tsx'

export const LaterWhy = later<Parameters<typeof WhyLine>[0]>(async () => {
  const [part] = await Promise.all([import('./why.tsx'), addWords('routing')])
  return part.WhyLine
})
