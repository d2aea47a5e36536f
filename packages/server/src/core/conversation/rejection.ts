/** Why a rule said no: a value, never thrown, with the words that people read. */
import type { ProtocolError } from '@foyer/protocol'

export type Rejection = ProtocolError

export const rejections = {
  closed: { code: 'closed', message: 'This conversation is closed. Start a new one.' },
  notFound: { code: 'not_found', message: 'There is no such conversation.' },
  notYourTurn: { code: 'not_your_turn', message: 'The assistant does not answer this conversation now.' },
  notOwn: { code: 'forbidden', message: 'Only your own messages can be changed.' },
  tooLate: { code: 'forbidden', message: 'The time to change this message is over.' },
  noSuchMessage: { code: 'bad_request', message: 'There is no such message here.', path: '/target' },
  noSuchQuote: { code: 'bad_request', message: 'There is nothing there to quote.', path: '/quote' },
  notQuotable: { code: 'bad_request', message: 'This kind of message cannot be quoted.', path: '/quote' },
  bodyKind: {
    code: 'bad_request',
    message: 'A visitor cannot post this kind of message.',
    path: '/body/kind',
  },
  filledBy: {
    code: 'bad_request',
    message: 'Forms of the site are filled in by visitors.',
    path: '/body/kind',
  },
  onlyText: { code: 'bad_request', message: 'Only texts can be edited, into a text.', path: '/body/kind' },
  notClosed: {
    code: 'bad_request',
    message: 'An offline message is for a closed conversation.',
    path: '/offline',
  },
  noSuchOption: { code: 'bad_request', message: 'That message has no such option.', path: '/option' },
  submitted: { code: 'conflict', message: 'This form was filled in already.' },
  notSnoozed: { code: 'conflict', message: 'The conversation is not snoozed.' },
  nothingNew: { code: 'conflict', message: 'This is known already.' },
  notIdle: { code: 'conflict', message: 'Somebody has spoken meanwhile.' },
  notWaiting: { code: 'conflict', message: 'The conversation does not wait for anybody.' },
  noRoom: { code: 'conflict', message: 'The agent has as many conversations as the limit allows.' },
  untilPast: { code: 'bad_request', message: 'This time is over already.', path: '/until' },
  notInvited: { code: 'forbidden', message: 'This conversation cannot be rated now.' },
  invited: { code: 'conflict', message: 'The visitor was asked to rate already.' },
  rateTooLate: { code: 'forbidden', message: 'The time to rate this conversation is over.' },
  noSuchTag: { code: 'bad_request', message: 'This score has no such tag.', path: '/tags' },
  overScale: { code: 'bad_request', message: 'The score is beyond the scale.', path: '/score' },
} as const satisfies Record<string, Rejection>
