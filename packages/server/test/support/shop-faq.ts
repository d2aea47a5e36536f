// A small shop's FAQ as an owner would write it, with what visitors ask: what it answers and what it does not.
import type { Phrased } from '../../src/core/assistant/matcher.ts'

export const shopFaq: Phrased[] = [
  {
    id: 'shipping-time',
    phrasings: [
      'How long does shipping take?',
      'When will my parcel arrive?',
      'delivery time',
      'how many days until delivery',
      'Do you deliver within a week?',
    ],
  },
  {
    id: 'shipping-cost',
    phrasings: [
      'What does shipping cost?',
      'Is delivery free?',
      'delivery fee',
      'how much is postage',
      'From which order value on is shipping free?',
    ],
  },
  {
    id: 'track',
    phrasings: [
      'Where is my order?',
      'track my parcel',
      'I have no tracking number',
      'My package has not arrived yet',
      'tracking link does not work',
    ],
  },
  {
    id: 'return',
    phrasings: [
      'How do I return an item?',
      'I want to send something back',
      'return label',
      'Can I return a sale item?',
      'how long can I return things',
    ],
  },
  {
    id: 'refund',
    phrasings: [
      'When do I get my money back?',
      'refund not received',
      'How long does a refund take?',
      'I returned it but was not refunded',
      'where is my refund',
    ],
  },
  {
    id: 'cancel',
    phrasings: [
      'Can I cancel my order?',
      'I ordered by mistake',
      'cancel order',
      'please stop my order, I do not want it any more',
      'how to cancel',
    ],
  },
  {
    id: 'password',
    phrasings: [
      'I forgot my password',
      'reset password',
      'cannot log in',
      'login does not work',
      'How do I change my password?',
    ],
  },
  {
    id: 'payment',
    phrasings: [
      'How can I pay?',
      'Do you take credit cards?',
      'payment methods',
      'can I pay by invoice',
      'is PayPal possible',
    ],
  },
  {
    id: 'voucher',
    phrasings: [
      'My voucher code does not work',
      'where do I enter a discount code',
      'coupon invalid',
      'redeem a gift card',
      'the promo code is not accepted',
    ],
  },
  {
    id: 'invoice',
    phrasings: [
      'I need an invoice',
      'send me the receipt',
      'Where do I find my bill?',
      'invoice with VAT number',
      'download invoice as PDF',
    ],
  },
  {
    id: 'size',
    phrasings: [
      'Which size do I need?',
      'size chart',
      'Do your shoes run small?',
      'I am between two sizes',
      'how do I measure my foot',
    ],
  },
  { id: 'jobs', phrasings: ['Are you hiring?'] },
]

/** Each with the entry that answers it. */
export const answered: [query: string, id: string][] = [
  ['how long will the delivery take to arrive', 'shipping-time'],
  ['is shipping free of cost', 'shipping-cost'],
  ['hi, where is my parcel?? it has not arrived', 'track'],
  ['i want to return an item i bought', 'return'],
  ['still waiting for my refund money', 'refund'],
  ['i need to cancel the order i placed', 'cancel'],
  ['forgot pasword, cant login', 'password'],
  ['can i pay with paypal or credit card', 'payment'],
  ['your discount code is not working', 'voucher'],
  ['could you send the invoice as pdf please', 'invoice'],
  ['what shoe size should i take', 'size'],
]

export const unanswered = [
  'hello',
  'thanks a lot, bye!',
  'you are a robot, right?',
  'what is the capital of France',
  'tell me a joke about penguins',
  'Is the red dress made of organic cotton?',
  'my dog ate the charger of my neighbour',
  'do you repair broken zips',
  'asdf jkl',
  'ok',
  'wie wird das Wetter morgen',
]
